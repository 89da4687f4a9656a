/** By which columns are brought to mean 0 and deviation 1. */
export interface ColumnScale {
  /** [width] */
  readonly middle: Float64Array | Float32Array;
  /** [width] above 0 */
  readonly deviation: Float64Array | Float32Array;
}

/** A column that is the same for all but for rounding tells nothing, and must not be blown up: of the usual deviation. */
const LEAST_DEVIATION = 1e-3;

/** @param x [rows, width] */
export function columnScale(x: Float32Array, width: number) {
  const rows = x.length / width;
  const [middle, squares] = [new Float64Array(width), new Float64Array(width)];
  for (let i = 0; i < x.length; i++) middle[i % width]! += x[i]! / rows;
  for (let i = 0; i < x.length; i++) squares[i % width]! += (x[i]! - middle[i % width]!) ** 2 / rows;
  const usual = squares.reduce((sum, square) => sum + Math.sqrt(square), 0) / width;
  const deviation = squares.map((square) => Math.max(Math.sqrt(square), LEAST_DEVIATION * usual) || 1);
  return { middle, deviation } satisfies ColumnScale;
}

/** @param x [rows, width] @returns the same shape */
export function scaled(x: Float32Array, { middle, deviation }: ColumnScale): Float32Array {
  const width = middle.length;
  return x.map((value, i) => (value - middle[i % width]!) / deviation[i % width]!);
}
