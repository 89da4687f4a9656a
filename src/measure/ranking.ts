/**
 * Place of the target when all items are sorted by score: items scoring higher plus items scoring equal, so that a tie
 * counts against whoever made it. 0 is the first place. What must not be ranked has the score −∞; a target that is
 * itself so comes last.
 *
 * @param scores [items] no NaN
 */
export function rankAmongAll(scores: Float64Array, target: number): number {
  const score = scores[target]!;
  let notLower = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! >= score) notLower += 1;
  if (score > Number.NEGATIVE_INFINITY) return notLower - 1;
  return scores.length - 1;
}

/** The same among some items only. @param others items, the target not among them */
export function rankAmong(scores: Float64Array, target: number, others: Int32Array): number {
  const score = scores[target]!;
  let notLower = 0;
  for (const i of others) if (scores[i]! >= score) notLower += 1;
  return notLower;
}

/** 1 when the target is among the first k, else 0. */
export function hit(rank: number, k: number): number {
  return rank < k ? 1 : 0;
}

/**
 * Normalised discounted cumulative gain with one relevant item: 1 / log2(rank + 2) among the first k, else 0.
 *
 * Source: Järvelin & Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques, ACM TOIS 20; the ideal gain is 1.
 */
export function discountedGain(rank: number, k: number): number {
  return rank < k ? 1 / Math.log2(rank + 2) : 0;
}
