import type { Mask } from "./training-plan.js";

export interface MaskSeed {
  readonly seed: number;
  readonly step: number;
  /** Which of the graph's masks. */
  readonly place: number;
  /** Number within the batch of the first example of this run. */
  readonly firstRow: number;
}

/**
 * Fills what dropout multiplies by: 0 with a chance of `rate`, else 1 / (1 − rate). Every example draws from a stream of its own,
 * so that how a batch is shared among workers changes nothing.
 *
 * Source: Marsaglia (2003), "Xorshift RNGs", 13-17-5; seeded through the finaliser of MurmurHash3.
 */
export function fillMask(
  mask: Float32Array,
  { shape, batchAxis, rate }: Mask,
  { seed, step, place, firstRow }: MaskSeed,
): void {
  const size = (axes: readonly number[]) => axes.reduce((all, one) => all * one, 1);
  const [outer, rows, inner] = [
    size(shape.slice(0, batchAxis)),
    shape[batchAxis] ?? 1,
    size(shape.slice(batchAxis + 1)),
  ];
  const kept = 1 / (1 - rate);
  const threshold = Math.round(rate * 2 ** 32) | 0;
  const limit = threshold ^ 0x80000000; // compared as signed numbers
  for (let row = 0; row < rows; row += 1) {
    let state = mixed(seed, step, place, firstRow + row);
    for (let o = 0; o < outer; o += 1) {
      const from = (o * rows + row) * inner;
      for (let i = from; i < from + inner; i += 1) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        mask[i] = (state ^ 0x80000000) < limit ? 0 : kept;
      }
    }
  }
}

function mixed(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash === 0 ? 1 : hash;
}
