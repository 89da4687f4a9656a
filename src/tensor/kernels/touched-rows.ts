export interface Touched {
  /** Receives the distinct rows, in the order of their first appearance. */
  readonly rows: Int32Array;
  /** Receives, for each row of the batch, its place among the distinct rows. */
  readonly places: Int32Array;
}

/**
 * A function that finds the distinct rows of a table among those of a batch, and returns how many they are. The gradients of the
 * batch then add up by `overRows(add, …)` at their places, and the optimiser steps the distinct rows.
 */
export function touchedRows(tableRows: number): (batch: Int32Array, touched: Touched) => number {
  const placeOfRow = new Int32Array(tableRows).fill(-1);
  return (batch, { rows, places }) => {
    let count = 0;
    for (let i = 0; i < batch.length; i += 1) {
      const row = batch[i]!;
      if (placeOfRow[row] === -1) {
        placeOfRow[row] = count;
        rows[count] = row;
        count += 1;
      }
      places[i] = placeOfRow[row]!;
    }
    for (let i = 0; i < count; i += 1) placeOfRow[rows[i]!] = -1;
    return count;
  };
}
