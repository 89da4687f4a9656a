import { replaceAll, type Step, where } from "./spelling.js";

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => String.fromCodePoint(from + place)).join("");

/** As Chinese and Japanese keyboards give them (Ａ１＠), with their space, and the no-break space. */
const fullWidth = { from: `${range(0xff01, 0xff5e)}\u3000\u00a0`, to: `${range(0x21, 0x7e)}  ` };

/** What is copied along unseen: zero-width space and joiners, word joiner, byte order mark, soft hyphen. */
const unseen = "\u200b\u200c\u200d\u2060\ufeff\u00ad";

/** Letters, digits and signs as on any keyboard. */
export const plainLetters: Step = where(`[${fullWidth.from}${unseen}]`, {
  kind: "letters",
  from: fullWidth.from + unseen,
  to: fullWidth.to,
});

/** Small letters; of İ and Σ, on which engines disagree, i and σ. */
export const smallLetters: readonly Step[] = [
  where("[İΣ]", replaceAll("İ", "i"), replaceAll("Σ", "σ")),
  { kind: "small" },
];

const base = {
  a: "àáâãāăą",
  c: "çćĉċč",
  d: "ďđð",
  e: "èéêëēĕėęě",
  g: "ĝğġģ",
  h: "ĥħ",
  i: "ìíîïĩīĭįı",
  j: "ĵ",
  k: "ķ",
  l: "ĺļľŀł",
  n: "ñńņňŉ",
  o: "òóôõōŏő",
  r: "ŕŗř",
  s: "śŝşšș",
  t: "ţťŧț",
  u: "ùúûũūŭůűų",
  w: "ŵ",
  y: "ýÿŷ",
  z: "źżž",
};

/** Small letters as they are written where there are no marks: ue for ü, s for ş. */
export const withoutMarks: readonly Step[] = [
  replaceAll("[äæ]", "ae"),
  replaceAll("[öøœ]", "oe"),
  replaceAll("ü", "ue"),
  replaceAll("ß", "ss"),
  replaceAll("å", "aa"),
  replaceAll("þ", "th"),
  {
    kind: "letters",
    from: Object.values(base).join(""),
    to: Object.entries(base)
      .flatMap(([letter, marked]) => Array.from(marked, () => letter))
      .join(""),
  },
];
