/** One emoji as a reader sees it: a flag, a keycap, or a picture with what modifies and joins it; ©, ® and ™ are signs of the text. */
const EMOJI =
  /\p{RI}\p{RI}|[\d#*]\u{FE0F}?\u{20E3}|(?![©®™])\p{ExtPict}(?:\u{FE0F}|\p{EMod})*(?:\u{200D}\p{ExtPict}(?:\u{FE0F}|\p{EMod})*)*/gu;

const ANY_EMOJI = /\p{RI}\p{RI}|\u20E3|(?![©®™])\p{ExtPict}/u;

/** Faces made of signs, by the emoji that says the same. Only with room around them, so that "(1:3)" is none. */
const EMOTICON = /(?<=^|\s)(?::-?\)+|:-?D|;-?\)|:-?P|\^_+\^|:-?\(+|:'\(|>:\(|T_+T|:-?\/|=_+=)(?=$|[\s.,!?])/g;

const faces: readonly (readonly [RegExp, string])[] = [
  [/^:'\(|^T_/, "😭"],
  [/^>:\(/, "😡"],
  [/^:-?\(/, "😞"],
  [/^:-?\/|^=_/, "😕"],
  [/^;/, "😉"],
  [/^:-?P/, "😛"],
  [/D$/, "😀"],
  [/./, "🙂"],
];

/** What the common ones are called; also the word each is counted as. */
const names: Readonly<Record<string, string>> = {
  "👍": "thumbs_up",
  "👎": "thumbs_down",
  "👏": "clapping",
  "🙏": "thanks",
  "👌": "ok_hand",
  "💪": "strong",
  "🤝": "handshake",
  "✌": "victory",
  "❤": "heart",
  "♥": "heart",
  "💕": "two_hearts",
  "💖": "sparkling_heart",
  "💔": "broken_heart",
  "😀": "grinning",
  "😁": "beaming",
  "😂": "tears_of_joy",
  "🤣": "rolling_laughing",
  "😃": "smiling_open",
  "😄": "smiling_eyes",
  "😊": "blushing_smile",
  "☺": "smiling",
  "🙂": "slight_smile",
  "😍": "heart_eyes",
  "🥰": "smiling_hearts",
  "😘": "kiss",
  "😋": "yummy",
  "😎": "cool",
  "🤩": "star_struck",
  "😉": "wink",
  "😛": "tongue",
  "😜": "winking_tongue",
  "🤗": "hugging",
  "🎉": "party",
  "⭐": "star",
  "🌟": "glowing_star",
  "★": "star",
  "🔥": "fire",
  "💯": "hundred",
  "✅": "check_mark",
  "✔": "check_mark",
  "🌹": "rose",
  "😐": "neutral_face",
  "😑": "expressionless",
  "😒": "unamused",
  "🙄": "rolling_eyes",
  "😏": "smirk",
  "😕": "confused",
  "🙁": "slight_frown",
  "☹": "frown",
  "😞": "disappointed",
  "😔": "pensive",
  "😟": "worried",
  "😢": "crying",
  "😭": "sobbing",
  "😤": "huffing",
  "😠": "angry",
  "😡": "enraged",
  "🤬": "swearing",
  "😩": "weary",
  "😫": "tired",
  "😱": "screaming",
  "🤔": "thinking",
  "🤢": "nauseated",
  "🤮": "vomiting",
  "💩": "poo",
  "🤡": "clown",
  "❌": "cross_mark",
  "✖": "cross_mark",
  "⚠": "warning",
  "😅": "sweat_smile",
  "😓": "downcast_sweat",
  "🤷": "shrug",
  "🤦": "facepalm",
};

/**
 * Every emoji as one character between spaces, its skin tone and variants dropped, so that it counts as one word; faces
 * made of signs become the emoji of their meaning. Joined pictures (a family) keep their first.
 */
export function emojiApart(text: string): string {
  const apart = hasEmoji(text) ? text.replace(EMOJI, (emoji) => ` ${plainEmoji(emoji)} `) : text;
  return /[:;^=T]/.test(apart) ? apart.replace(EMOTICON, faceOf) : apart;
}

/** The word one emoji counts as: `:thumbs_up:`, or its number where it has no name here. */
export function emojiWord(emoji: string): string {
  const plain = plainEmoji(emoji);
  return `:${names[plain] ?? `u${(plain.codePointAt(0) ?? 0).toString(16)}`}:`;
}

/** Whether any character is an emoji; © and ™ are signs of the text. */
export function hasEmoji(text: string): boolean {
  return ANY_EMOJI.test(text);
}

function plainEmoji(emoji: string): string {
  if (/^\p{RI}/u.test(emoji)) return emoji;
  return String.fromCodePoint(emoji.codePointAt(0) ?? 0);
}

const faceOf = (face: string) => ` ${faces.find(([pattern]) => pattern.test(face))?.[1] ?? face} `;
