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

/** Adds matrixᵀ · vector. @param vector [rows] @param product [columns] */
export function addTransposed(
  { rows, starts, column, value }: SparseRows,
  vector: Float64Array,
  product: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const factor = vector[row]!;
    if (factor === 0) continue;
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) product[column[cell]!]! += value[cell]! * factor;
  }
}

/** Some of the rows, in the order given. */
export function rowsAt(matrix: SparseRows, chosen: Int32Array): SparseRows {
  const starts = new Int32Array(chosen.length + 1);
  for (const [at, row] of chosen.entries())
    starts[at + 1] = starts[at]! + matrix.starts[row + 1]! - matrix.starts[row]!;
  const column = new Int32Array(starts[chosen.length]!);
  const value = new Float32Array(column.length);
  for (const [at, row] of chosen.entries()) {
    column.set(matrix.column.subarray(matrix.starts[row], matrix.starts[row + 1]), starts[at]);
    value.set(matrix.value.subarray(matrix.starts[row], matrix.starts[row + 1]), starts[at]);
  }
  return { rows: chosen.length, columns: matrix.columns, starts, column, value };
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
