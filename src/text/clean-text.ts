import { simplified } from "./chinese-script.js";
import { emojiApart } from "./emoji.js";
import { htmlText } from "./html-text.js";
import { withoutRepeats } from "./repeats.js";
import { usualWidth } from "./width.js";

/** Control characters but tab and newline, the soft hyphen, marks of direction, the byte order mark, lone surrogates. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]|\p{Cs}/gu;
/** Joiners outside an emoji have nothing to join. */
const JOINER = /\u200c|\u200d|\ufe0e|\ufe0f/g;
const SPACES = /[^\S\n]+/g;
const BREAKS = / ?\n[ \n]*/g;

/**
 * A review as it was meant to be read, in one form whatever keyboard it came from: no HTML, no invisible characters,
 * one width, simplified characters, emoji as words of their own, nothing repeated more than three times. Letters keep
 * their case and sentences their signs. The same text comes out for what is already clean.
 */
export function cleanText(raw: string): string {
  const seen = htmlText(raw).replace(INVISIBLE, "");
  const plain = emojiApart(simplified(usualWidth(seen.normalize("NFC")))).replace(JOINER, "");
  return withoutRepeats(plain.replace(SPACES, " ")).replace(BREAKS, "\n").trim();
}
