/** Brings every row to length 1, in place; a row of zeros stays. @param rows [rows, width] */
export function rowsToLengthOne(rows: Float32Array, width: number): Float32Array {
  for (let from = 0; from < rows.length; from += width) {
    let squares = 0;
    for (let i = from; i < from + width; i++) squares += rows[i]! * rows[i]!;
    const length = Math.sqrt(squares) || 1;
    for (let i = from; i < from + width; i++) rows[i]! /= length;
  }
  return rows;
}
