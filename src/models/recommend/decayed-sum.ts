import { add, type SparseVector } from "#numeric/sparse-vector.js";
import type { Affinity } from "./affinity.js";

/** What an event of age 1 weighs beside the newest one; an event of age a weighs RECENCY_DECAY^a. */
export const RECENCY_DECAY = 0.7;

/** Older events weigh less than a millionth of the newest: they are left out, which makes long histories cheap. */
const OLDEST_AGE = 40;

/**
 * Adds to every score what the history says of that item:
 *
 *     score[j] += scale · Σ_p 0.7^age(p) · weight[history[p]][j]      age 0 = the newest event
 *
 * @param scores [items]
 */
export function addDecayedSum(rows: Affinity, history: Int32Array, scores: SparseVector, scale: number): void {
  const { starts, neighbour, weight } = rows;
  for (let p = oldest(history); p < history.length; p++) {
    const i = history[p]!;
    const influence = scale * RECENCY_DECAY ** (history.length - 1 - p);
    for (let c = starts[i]!; c < starts[i + 1]!; c++) add(scores, neighbour[c]!, influence * weight[c]!);
  }
}

/** The terms of that sum for one item, added to `amounts`, aligned with `history`. */
export function addDecayedTerms(
  rows: Affinity,
  history: Int32Array,
  { item, scale, amounts }: { item: number; scale: number; amounts: Float64Array },
): void {
  for (let p = oldest(history); p < history.length; p++) {
    const influence = scale * RECENCY_DECAY ** (history.length - 1 - p);
    amounts[p]! += influence * weightBetween(rows, history[p]!, item);
  }
}

function weightBetween(rows: Affinity, from: number, to: number): number {
  const row = rows.neighbour.subarray(rows.starts[from], rows.starts[from + 1]);
  const found = row.indexOf(to);
  return found < 0 ? 0 : rows.weight[rows.starts[from]! + found]!;
}

function oldest(history: Int32Array): number {
  return Math.max(0, history.length - 1 - OLDEST_AGE);
}
