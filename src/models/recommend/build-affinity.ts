import { setImmediate } from "node:timers/promises";
import { clear, type SparseVector, sparseVector } from "#numeric/sparse-vector.js";
import type { Affinity } from "./affinity.js";
import { affinityBuilder } from "./affinity-builder.js";

export interface AffinityOptions {
  readonly items: number;
  /** Adds to `row` [items] what item `i` has to do with the others. */
  readonly fillRow: (i: number, row: SparseVector) => void;
  /** The weight of a cell, above zero, from what was added up. */
  readonly weigh: (sum: number, i: number, neighbour: number) => number;
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
  /** Most cells kept; `MAX_CELLS` when absent. */
  readonly maxCells?: number;
  /** Most neighbours of one item, the strongest. Absent: all. */
  readonly neighbours?: number;
}

/**
 * 8 bytes each, so 64 MiB. A shop whose items point to more keeps for every item its strongest ⌊MAX_CELLS ÷ items⌋
 * neighbours: 83 each at 100,000 items. 12,101 items with 198,502 events stay well below it, and whole.
 */
export const MAX_CELLS = 2 ** 23;

const ROWS_BETWEEN_PAUSES = 512;

/** Fills the rows one by one, so that beside the result only one dense row is ever held. The diagonal stays zero. */
export async function buildAffinity(options: AffinityOptions): Promise<Affinity> {
  const { items, fillRow, weigh, signal, progress } = options;
  const rows = affinityBuilder(items, options.maxCells ?? MAX_CELLS, options.neighbours);
  const row = sparseVector(items);
  for (let i = 0; i < items; i++) {
    if (i % ROWS_BETWEEN_PAUSES === 0) {
      progress(i / items);
      await setImmediate();
      signal.throwIfAborted();
    }
    fillRow(i, row);
    for (let c = 0; c < row.count; c++) {
      const neighbour = row.touched[c]!;
      if (neighbour !== i) rows.push(neighbour, weigh(row.value[neighbour]!, i, neighbour));
    }
    rows.endRow();
    clear(row);
  }
  progress(1);
  return rows.finish();
}
