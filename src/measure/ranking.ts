import { isDense, type SparseVector } from "#numeric/sparse-vector.js";

/**
 * Place of the target when all items are sorted by score: items scoring higher plus items scoring equal, so that a tie
 * counts against whoever made it. 0 is the first place. What must not be ranked has the score −∞; a target that is
 * itself so comes last.
 *
 * @param scores [items] no NaN
 */
export function rankAmongAll(scores: SparseVector, target: number): number {
  const { value, touched, count } = scores;
  const score = value[target]!;
  if (isDense(scores)) return notLower(value, score) - 1;
  let rank = score <= 0 ? value.length - count - 1 : -1; // the untouched are zero
  for (let c = 0; c < count; c++) if (value[touched[c]!]! >= score) rank += 1;
  return rank;
}

function notLower(values: Float64Array, score: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! >= score) count += 1;
  return count;
}

/** The same among some items only. @param others items, the target not among them */
export function rankAmong({ value }: SparseVector, target: number, others: Int32Array): number {
  const score = value[target]!;
  let notLower = 0;
  for (const i of others) if (value[i]! >= score) notLower += 1;
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
