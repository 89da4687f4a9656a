/** How the bytes above 127 of some text read in each of three encodings. */
export interface ByteEvidence {
  /** Characters of two bytes, of more, and bytes that form none. */
  readonly utf8: Tally<"narrow" | "wide" | "wrong">;
  /**
   * Pairs of bytes: characters of the first level of GB2312, the 3,755 of every day, in the two halves of their alphabet
   * (Korean has none in the second), its punctuation, Japanese kana, all others; and bytes that form no pair.
   */
  readonly gb18030: Tally<"early" | "late" | "punctuation" | "kana" | "rare" | "wrong">;
  /** Letters beside an ASCII letter, signs that stand apart, and bytes that are neither. */
  readonly western: Tally<"letter" | "sign" | "wrong">;
}

/** How many there are of each kind, and how many different ones of all but the wrong. */
export type Tally<Kind extends string> = Readonly<Record<Kind | "distinct", number>>;

// Over bytes as Latin-1. What a sample cuts off at its end is of no kind.
const UTF8 = alternatives({
  narrow: "[\\xc2-\\xc5\\xcc-\\xdf][\\x80-\\xbf]|[\\xc6-\\xcb][\\x80-\\xa0]|\\xc6[\\xa1\\xaf\\xb0]", // no phonetic letters: GBK's pairs look like them
  wide: "[\\xe0-\\xef][\\x80-\\xbf]{2}|[\\xf0-\\xf4][\\x80-\\xbf]{3}",
  cut: "(?:[\\xc2-\\xf4]|[\\xe0-\\xf4][\\x80-\\xbf]|[\\xf0-\\xf4][\\x80-\\xbf]{2})$",
  wrong: "[\\x80-\\xff]",
});

const GB18030 = alternatives({
  early: "[\\xb0-\\xc8][\\xa1-\\xfe]",
  late: "[\\xc9-\\xd7][\\xa1-\\xfe]",
  punctuation: "[\\xa1-\\xa3][\\xa1-\\xfe]",
  kana: "[\\xa4\\xa5][\\xa1-\\xfe]",
  rare: "[\\x81-\\xfe][\\x40-\\x7e\\x80-\\xfe]|[\\x81-\\xfe][0-9][\\x81-\\xfe][0-9]",
  cut: "[\\x81-\\xfe][0-9]?[\\x81-\\xfe]?$",
  wrong: "[\\x80-\\xff]",
});

const LETTER = "[\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\xff]";
const SIGN = "[\\x80\\x85\\x91-\\x97\\x99\\xa0\\xa3\\xa5\\xa7\\xa9\\xab\\xae\\xb0\\xb2\\xb4\\xb7\\xba-\\xbe]"; // … € ’ £ ° ½
const WESTERN = alternatives({
  letter: `(?<=[A-Za-z])${LETTER}|${LETTER}(?=[A-Za-z])`,
  sign: `(?<![\\x80-\\xff])(?:\\x92|${SIGN}(?![A-Za-z])|(?<![A-Za-z])${SIGN})(?![\\x80-\\xff])`,
  wrong: "[\\x80-\\xff]",
});

export function byteEvidence(sample: Buffer): ByteEvidence {
  const bytes = sample.toString("latin1");
  return {
    utf8: tally(bytes, UTF8, ["narrow", "wide", "wrong"]),
    gb18030: tally(bytes, GB18030, ["early", "late", "punctuation", "kana", "rare", "wrong"]),
    western: tally(bytes, WESTERN, ["letter", "sign", "wrong"]),
  };
}

/** Tried in this order at every byte above 127. */
function alternatives(patterns: Readonly<Record<string, string>>): RegExp {
  return new RegExp(
    Object.entries(patterns)
      .map(([kind, pattern]) => `(?<${kind}>${pattern})`)
      .join("|"),
    "g",
  );
}

function tally<Kind extends string>(bytes: string, pattern: RegExp, kinds: readonly Kind[]): Tally<Kind> {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const { 0: text, groups = {} } of bytes.matchAll(pattern)) {
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined) ?? "";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind !== "wrong") seen.add(text);
  }
  const found = Object.fromEntries(kinds.map((kind) => [kind, counts.get(kind) ?? 0]));
  return { ...found, distinct: seen.size } as Tally<Kind>;
}
