import type { SparseRows } from "#numeric/sparse-rows.js";
import { fitNgrams, type NgramSpec, type Ngrams } from "#text/ngrams.js";

/** The n-grams of texts, and how often each is in each. */
export interface CountedNgrams {
  readonly ngrams: Ngrams;
  readonly counts: SparseRows;
}

const known = new WeakMap<readonly string[], Map<string, CountedNgrams>>();

/** Found once for the same array of texts, as long as somebody holds it: classifiers that compete read the same. */
export function countedNgrams(texts: readonly string[], spec: NgramSpec): CountedNgrams {
  const ofTexts = known.get(texts) ?? new Map<string, CountedNgrams>();
  known.set(texts, ofTexts);
  const key = JSON.stringify(spec);
  const found = ofTexts.get(key);
  if (found) return found;
  const ngrams = fitNgrams(texts, spec);
  const counted = { ngrams, counts: ngrams.count(texts) };
  ofTexts.set(key, counted);
  return counted;
}
