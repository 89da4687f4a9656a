/** What forms, tills and programs write where nobody is known, lower case. It identifies nobody, whatever it is said of. */
const words = [
  "null",
  "nil",
  "none",
  "nan",
  "n/a",
  "undefined",
  "unknown",
  "unbekannt",
  "inconnu",
  "desconocido",
  "anonymous",
  "anonym",
  "nobody",
  "guest",
  "gast",
  "invité",
  "(not set)",
  "(none)",
  "无",
  "未知",
  "匿名",
  "匿名用户",
  "游客",
  "访客",
];

const anyCase = (word: string) =>
  Array.from(word, (letter) => {
    const [small, capital] = [letter, letter.toUpperCase()];
    if (small !== capital) return `[${small}${capital}]`;
    return /[()/]/.test(letter) ? `\\${letter}` : letter;
  }).join("");

/** A pattern for a whole text: one of these words, in any case, or nothing but zeros, dashes and the like. */
export const nobody = `[-_.0/? ]*|-1|${words.map(anyCase).join("|")}`;

/** The words alone that are written with letters and spaces, for where there are other signs around them. */
export const nobodyWords: readonly string[] = words.filter((word) => /^[^(/]+$/.test(word));

/** The same as ids are written, for a look at millions of them. */
export const nobodyIds: readonly string[] = [
  ...new Set(words.flatMap((word) => [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)])),
  ...["", "0", "00", "000", "0000", "00000000", "-1", "-", "--", "?", "00000000-0000-0000-0000-000000000000"],
];
