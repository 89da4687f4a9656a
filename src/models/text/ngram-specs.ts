import type { NgramSpec } from "#text/ngrams.js";

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]+/g;
const LOOKED_AT = 2000;
/** A language that fewer texts than this are in gets no n-grams of its own. */
const FEW = 0.1;

/** How often an n-gram must occur: in two texts, so that a collection of a few hundred can be learned from. */
const leastTexts = 2;

/** By the language of the texts: runs of characters, of words, or both. */
const best = {
  zh: [{ of: "characters", shortest: 1, longest: 4, leastTexts }],
  en: [{ of: "words", shortest: 1, longest: 2, leastTexts }],
  both: [
    { of: "characters", shortest: 1, longest: 4, leastTexts },
    { of: "words", shortest: 1, longest: 2, leastTexts },
  ],
} as const satisfies Readonly<Record<string, readonly NgramSpec[]>>;

const other = {
  zh: [{ of: "words", shortest: 1, longest: 2, leastTexts }],
  en: [{ of: "characters", shortest: 2, longest: 5, leastTexts: 5 }],
  both: [{ of: "words", shortest: 1, longest: 3, leastTexts }],
} as const satisfies Readonly<Record<string, readonly NgramSpec[]>>;

/**
 * Which n-grams tell most in the language of these texts: runs of characters where they are Chinese, whose words are
 * short and nobody separates; words and their neighbours where they are English; both for a shop of both.
 */
export function ngramSpecs(texts: readonly string[]): readonly NgramSpec[] {
  return best[writtenIn(texts)];
}

/** Those that `ngramSpecs` leaves aside. */
export function otherNgramSpecs(texts: readonly string[]): readonly NgramSpec[] {
  return other[writtenIn(texts)];
}

function writtenIn(texts: readonly string[]): keyof typeof best {
  const step = Math.max(1, Math.floor(texts.length / LOOKED_AT));
  const seen = texts.filter((_, i) => i % step === 0);
  const chinese = seen.filter((text) => (text.match(HAN)?.length ?? 0) / 2 > (text.match(LATIN_WORD)?.length ?? 0));
  const share = chinese.length / Math.max(1, seen.length);
  if (share > 1 - FEW) return "zh";
  return share < FEW ? "en" : "both";
}
