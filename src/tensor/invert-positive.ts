import { positiveInverse } from "#numeric/positive-inverse.js";
import { type Matrix, type MatrixProducts, matrixProducts } from "./matrix-products.js";

/**
 * The lower half of a symmetric matrix, cut into blocks of columns. Panel k holds columns k·width … and, of these, the
 * rows from k·width on: half the memory of the whole, and every panel is one matrix.
 */
export interface SymmetricPanels {
  readonly size: number;
  /** Columns of a panel; the last may have fewer. */
  readonly width: number;
  readonly panels: Matrix[];
}

export interface InversionOptions {
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

const WIDTH = 256;

export function symmetricPanels(size: number, width = WIDTH): SymmetricPanels {
  const panels = Array.from({ length: Math.ceil(size / width) }, (_, k) => {
    const [rows, columns] = [size - k * width, Math.min(width, size - k * width)];
    return { rows, columns, data: new Float32Array(rows * columns) };
  });
  return { size, width, panels };
}

/** Adds to cell [i][j], which is [j][i] too. */
export function addTo({ width, panels }: SymmetricPanels, i: number, j: number, amount: number): void {
  const [row, column] = i < j ? [j, i] : [i, j];
  const k = Math.floor(column / width);
  const { columns, data } = panels[k]!;
  data[(row - k * width) * columns + column - k * width]! += amount;
}

/** Writes row i whole. @param row [size] */
export function readRow({ width, panels }: SymmetricPanels, i: number, row: Float32Array): void {
  const own = Math.floor(i / width);
  for (let k = 0; k <= own; k++) {
    const { columns, data } = panels[k]!;
    const from = (i - k * width) * columns;
    row.set(data.subarray(from, from + columns), k * width);
  }
  const { columns, data, rows } = panels[own]!;
  const column = i - own * width;
  for (let r = column; r < rows; r++) row[own * width + r] = data[r * columns + column]!;
}

/**
 * Turns a positive definite A into −A⁻¹, in its place. Panel by panel, with D the inverse of the panel's pivot block (by
 * Cholesky), C its columns and E = C·D:
 *
 *     A − E·Cᵀ elsewhere,   E in the panel,   −D in the pivot block
 *
 * Half of size³ multiplications, nearly all of them in products of large matrices.
 *
 * Source: Goodnight (1979), A tutorial on the SWEEP operator, The American Statistician 33(3), block by block.
 *
 * @throws {RangeError} when A is not positive definite as far as float32 can tell.
 */
export async function invertPositive(matrix: SymmetricPanels, options: InversionOptions): Promise<void> {
  options.signal.throwIfAborted();
  const [only, another] = matrix.panels;
  if (only && !another) {
    for (const [at, cell] of positiveInverse(only.data, matrix.size).entries()) only.data[at] = -cell;
    return options.progress(1);
  }
  const products = await matrixProducts(options.threads);
  try {
    for (let k = 0; k < matrix.panels.length; k++) {
      options.signal.throwIfAborted();
      options.progress(k / matrix.panels.length);
      await sweep(matrix, k, products);
    }
    options.progress(1);
  } finally {
    await products.close();
  }
}

async function sweep(matrix: SymmetricPanels, k: number, { product, lessProduct }: MatrixProducts): Promise<void> {
  const { width, panels } = matrix;
  const own = panels[k]!;
  const pivot = rowsOf(own, 0, own.columns);
  const inverse: Matrix = { ...pivot, data: Float32Array.from(positiveInverse(pivot.data, own.columns)) };
  const columns = wholeColumns(matrix, k); // [size, own.columns]
  const swept = await product(columns, inverse); // [size, own.columns]
  for (const [j, panel] of panels.entries()) {
    if (j === k) continue;
    const left = rowsOf(swept, j * width, panel.rows);
    panels[j] = await lessProduct(panel, left, rowsOf(columns, j * width, panel.columns));
  }
  for (let j = 0; j < k; j++) writeTransposed(panels[j]!, (k - j) * width, rowsOf(swept, j * width, width));
  own.data.set(rowsOf(swept, k * width, own.rows).data);
  for (const [at, value] of inverse.data.entries()) own.data[at] = -value;
}

/** Columns of panel k with the rows above its pivot, which stand on their side in the panels before. */
function wholeColumns({ size, width, panels }: SymmetricPanels, k: number): Matrix {
  const { columns, data } = panels[k]!;
  const whole = new Float32Array(size * columns);
  whole.set(data, k * width * columns);
  for (let j = 0; j < k; j++) {
    const before = panels[j]!;
    for (let r = 0; r < columns; r++) {
      const from = ((k - j) * width + r) * before.columns;
      for (let c = 0; c < before.columns; c++) whole[(j * width + c) * columns + r] = before.data[from + c]!;
    }
  }
  return { rows: size, columns, data: whole };
}

function writeTransposed(panel: Matrix, row: number, block: Matrix): void {
  for (let r = 0; r < block.columns; r++) {
    for (let c = 0; c < block.rows; c++) {
      panel.data[(row + r) * panel.columns + c] = block.data[c * block.columns + r]!;
    }
  }
}

/** Some rows, not copied. */
const rowsOf = ({ columns, data }: Matrix, from: number, rows: number): Matrix => ({
  rows,
  columns,
  data: data.subarray(from * columns, (from + rows) * columns),
});
