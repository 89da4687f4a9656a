import type { Affinity } from "./affinity.js";
import { nthLargest } from "./nth-largest.js";

/** Takes an affinity row by row. */
export interface AffinityBuilder {
  /** One cell of the row being filled. */
  push(neighbour: number, weight: number): void;
  /** Ends a row; the next `push` belongs to the next one. */
  endRow(): void;
  /** The result; the builder is of no more use. */
  finish(): Affinity;
}

interface Cells {
  neighbour: Int32Array;
  weight: Float32Array;
  size: number;
}

/** Room for as many is made at first: less grows often, and every time all is copied. */
const CELLS_AN_ITEM = 64;

/**
 * Every row keeps its strongest `most` cells. When together they have more than `maxCells`, every row from then on, also
 * those before, keeps only its strongest ⌊maxCells ÷ items⌋ (equal ones in the order they came).
 */
export function affinityBuilder(
  items: number,
  maxCells: number,
  most: number = Number.POSITIVE_INFINITY,
): AffinityBuilder {
  const perItem = Math.min(most, Math.max(1, Math.floor(maxCells / Math.max(1, items))));
  const starts = new Int32Array(items + 1);
  const mostAtOnce = Math.max(maxCells, items) + items; // of every item one is kept, whatever maxCells says
  const roomy = Math.min(mostAtOnce, Math.max(1024, items * CELLS_AN_ITEM));
  const cells: Cells = { neighbour: new Int32Array(roomy), weight: new Float32Array(roomy), size: 0 };
  const scratch = new Float32Array(items);
  let row = 0;
  let limited = false;

  return {
    push(neighbour, weight) {
      if (cells.size === cells.weight.length) grow(cells, mostAtOnce);
      cells.neighbour[cells.size] = neighbour;
      cells.weight[cells.size] = weight;
      cells.size += 1;
    },
    endRow() {
      const kept = limited ? perItem : most;
      keepStrongest(cells, { from: starts[row]!, to: cells.size, at: starts[row]! }, kept, scratch);
      row += 1;
      starts[row] = cells.size;
      if (limited || cells.size <= maxCells) return;
      limited = true;
      limitRows(cells, starts.subarray(0, row + 1), perItem, scratch);
    },
    finish() {
      const { neighbour, weight, size } = cells;
      return { items, starts, neighbour: neighbour.slice(0, size), weight: weight.slice(0, size) };
    },
  };
}

function grow(cells: Cells, most: number): void {
  const capacity = Math.min(most, cells.weight.length * 2);
  const neighbour = new Int32Array(capacity);
  neighbour.set(cells.neighbour);
  cells.neighbour = neighbour;
  const weight = new Float32Array(capacity);
  weight.set(cells.weight);
  cells.weight = weight;
}

/** Shortens all rows so far and closes the gaps. */
function limitRows(cells: Cells, starts: Int32Array, perItem: number, scratch: Float32Array): void {
  let from = 0;
  cells.size = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    const to = starts[row + 1]!;
    keepStrongest(cells, { from, to, at: cells.size }, perItem, scratch);
    from = to;
    starts[row + 1] = cells.size;
  }
}

/** Moves the strongest cells of [from, to) to `at` ≤ from, and lets `size` end behind them. */
function keepStrongest(
  cells: Cells,
  { from, to, at }: { from: number; to: number; at: number },
  perItem: number,
  scratch: Float32Array,
): void {
  const { neighbour, weight } = cells;
  if (to - from <= perItem && from === at) {
    cells.size = to;
    return;
  }
  let { threshold, ties } = lastKept(weight.subarray(from, to), perItem, scratch);
  for (let c = from; c < to; c++) {
    if (weight[c]! < threshold) continue;
    if (weight[c]! === threshold) {
      if (ties === 0) continue;
      ties -= 1;
    }
    neighbour[at] = neighbour[c]!;
    weight[at] = weight[c]!;
    at += 1;
  }
  cells.size = at;
}

/** The weight of the weakest that is kept of a row, and how many of that weight are. */
function lastKept(row: Float32Array, most: number, scratch: Float32Array): { threshold: number; ties: number } {
  if (row.length <= most) return { threshold: 0, ties: row.length };
  scratch.set(row);
  const threshold = nthLargest(scratch, row.length, most);
  let ties = most;
  for (const weight of row) if (weight > threshold) ties -= 1;
  return { threshold, ties };
}
