import type { Reasons } from "./recommender.js";

/**
 * A way to ask the same of a history, of the history without its oldest event, and so on; what was answered for a
 * history is remembered as long as the array lives, because every recommended item asks again.
 *
 * @returns a function of a history, how many of its newest events matter at most, and what to ask
 */
export function ofSuffixes<Answer>() {
  const known = new WeakMap<Int32Array, Promise<readonly Answer[]>>();
  return (history: Int32Array, most: number, ask: (suffix: Int32Array) => Promise<Answer>) => {
    const oldest = Math.max(0, history.length - most);
    const found =
      known.get(history) ??
      Promise.all(Array.from({ length: history.length - oldest }, (_, p) => ask(history.subarray(oldest + p))));
    known.set(history, found);
    return found;
  };
}

/**
 * The reasons of a score that is zero for a stranger: what it falls by when an event and all before it are taken away.
 *
 * @param scores of the history's suffixes, the longest first; of what is older than these nothing is read
 */
export function fallsOf(history: Int32Array, scores: readonly number[]): Reasons {
  const amounts = new Float64Array(history.length);
  const oldest = history.length - scores.length;
  for (const [p, score] of scores.entries()) amounts[oldest + p] = score - (scores[p + 1] ?? 0);
  return { baseline: 0, amounts, method: "exact: what the score falls by without a past item and all before it" };
}
