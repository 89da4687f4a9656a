/** A matrix of which most cells are zero, kept row by row (compressed sparse rows). */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** [rows + 1] Row i has the cells `starts[i] … starts[i + 1] − 1`. */
  readonly starts: Int32Array;
  /** [cells] rising within a row */
  readonly column: Int32Array;
  /** [cells] */
  readonly value: Float32Array;
}

/** Writes matrix · vector. @param vector [columns] @param product [rows] */
export function multiply(
  { rows, starts, column, value }: SparseRows,
  vector: Float64Array,
  product: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) sum += value[cell]! * vector[column[cell]!]!;
    product[row] = sum;
  }
}

/** Matrices with the same rows, side by side. @throws {RangeError} when they differ in rows, or there is none. */
export function beside(matrices: readonly SparseRows[]): SparseRows {
  const [first, ...others] = matrices;
  if (!first) throw new RangeError("expected at least one matrix, got none");
  return others.reduce(besideOne, first);
}

function besideOne(left: SparseRows, right: SparseRows): SparseRows {
  if (left.rows !== right.rows) throw new RangeError(`expected ${left.rows} rows, got ${right.rows}`);
  const starts = left.starts.map((start, row) => start + right.starts[row]!);
  const column = new Int32Array(starts[left.rows]!);
  const value = new Float32Array(column.length);
  for (let row = 0; row < left.rows; row++) {
    const middle = starts[row]! + left.starts[row + 1]! - left.starts[row]!;
    column.set(left.column.subarray(left.starts[row], left.starts[row + 1]), starts[row]);
    value.set(left.value.subarray(left.starts[row], left.starts[row + 1]), starts[row]);
    for (let cell = right.starts[row]!, to = middle; cell < right.starts[row + 1]!; cell++, to++) {
      column[to] = left.columns + right.column[cell]!;
      value[to] = right.value[cell]!;
    }
  }
  return { rows: left.rows, columns: left.columns + right.columns, starts, column, value };
}
