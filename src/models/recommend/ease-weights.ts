import { setImmediate } from "node:timers/promises";
import { addTo, invertPositive, readRow, type SymmetricPanels, symmetricPanels } from "#tensor/invert-positive.js";
import type { Affinity } from "./affinity.js";
import { affinityBuilder } from "./affinity-builder.js";
import type { Baskets } from "./baskets.js";
import { MAX_CELLS } from "./build-affinity.js";

export interface EaseOptions {
  readonly items: number;
  /** Added to the diagonal of the counts. */
  readonly regularisation: number;
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

const THREADS = 2;
const ROWS_BETWEEN_PAUSES = 256;

/**
 * The weights by which every item is best foretold, in the least squares, from the other items of the same customer:
 *
 *     P = (Xᵀ·X + λ·I)⁻¹        X [customers, items] 1 where the customer has the item
 *     weight[i][j] = −P[i][j] / P[j][j]      diagonal 0
 *
 * Only weights above zero are kept, and of these as many as `MAX_CELLS` allows.
 *
 * Source: Steck (2019), Embarrassingly shallow autoencoders for sparse data, WWW, eq. 8.
 */
export async function easeWeights(basket: Baskets, options: EaseOptions): Promise<Affinity> {
  const { items, regularisation, signal, progress } = options;
  const matrix = countsOf(basket, items, regularisation);
  await invertPositive(matrix, { threads: THREADS, signal, progress: (share) => progress(0.9 * share) }); // −P

  const row = new Float32Array(items);
  const diagonal = Float64Array.from({ length: items }, (_, i) => {
    const { columns, data } = matrix.panels[Math.floor(i / matrix.width)]!;
    const at = i % matrix.width;
    return -data[at * columns + at]!;
  });
  const rows = affinityBuilder(items, MAX_CELLS);
  for (let i = 0; i < items; i++) {
    if (i % ROWS_BETWEEN_PAUSES === 0) {
      await setImmediate();
      signal.throwIfAborted();
    }
    readRow(matrix, i, row);
    for (let j = 0; j < items; j++) if (row[j]! > 0 && j !== i) rows.push(j, row[j]! / diagonal[j]!);
    rows.endRow();
  }
  progress(1);
  return rows.finish();
}

/** XᵀX + λ·I: how many customers have both of two items. */
function countsOf({ starts, item }: Baskets, items: number, regularisation: number): SymmetricPanels {
  const matrix = symmetricPanels(items);
  for (let u = 0; u + 1 < starts.length; u++) {
    for (let p = starts[u]!; p < starts[u + 1]!; p++) {
      for (let q = starts[u]!; q <= p; q++) addTo(matrix, item[p]!, item[q]!, 1);
    }
  }
  for (let i = 0; i < items; i++) addTo(matrix, i, i, regularisation);
  return matrix;
}
