import { isStopWord } from "./stop-words.js";

/** A group of texts in the words that set it apart. */
export interface ClassTerms {
  /** Most telling first. */
  readonly terms: readonly string[];
}

const LEAST_TEXTS = 2;

/**
 * The words of each group of texts that set it apart from the others: class-based TF-IDF,
 *
 *     tf(word in the group) · ln(1 + words a group on average ÷ tf(word in all))
 *
 * Source: Grootendorst (2022), BERTopic. A word must be in two texts of its group; stop words and signs are none.
 *
 * @param words [texts][…] in the order of the text
 * @param group [texts] from 0; −1: in none
 */
export function classTerms(
  words: readonly (readonly string[])[],
  group: Int32Array,
  { groups, most }: { groups: number; most: number },
): ClassTerms[] {
  const inGroup = Array.from({ length: groups }, () => new Map<string, { count: number; texts: number }>());
  const all = new Map<string, number>();
  let total = 0;
  for (const [at, own] of words.entries()) {
    const counts = inGroup[group[at]!];
    if (!counts) continue;
    const seen = new Set<string>();
    for (const word of own) {
      if (isStopWord(word)) continue;
      total += 1;
      all.set(word, (all.get(word) ?? 0) + 1);
      const known = counts.get(word) ?? { count: 0, texts: 0 };
      counts.set(word, { count: known.count + 1, texts: known.texts + Number(!seen.has(word)) });
      seen.add(word);
    }
  }
  const average = total / Math.max(1, groups);
  return inGroup.map((counts) => {
    const scored = [...counts]
      .filter(([, { texts }]) => texts >= LEAST_TEXTS)
      .map(([word, { count }]) => ({ word, score: count * Math.log(1 + average / all.get(word)!) }));
    const best = scored.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1)).slice(0, most);
    return { terms: best.map(({ word }) => word) };
  });
}
