import type { SparseRows } from "#numeric/sparse-rows.js";

/**
 * How telling each n-gram is: ln((1 + texts) / (1 + texts with it)) + 1.
 *
 * Source: Spärck Jones (1972); smoothed as if one more text held everything, as scikit-learn's TfidfTransformer is.
 *
 * @param withIt [columns]
 */
export function inverseFrequencies(texts: number, withIt: Int32Array): Float64Array {
  return Float64Array.from(withIt, (count) => Math.log((1 + texts) / (1 + count)) + 1);
}

/**
 * Each count as (1 + ln count) · inverse frequency, each row scaled to length 1 (a row without cells stays so).
 * Sublinear in the count, because the tenth "good" says less than the first.
 */
export function tfIdf(counts: SparseRows, inverse: Float64Array | Float32Array): SparseRows {
  const { rows, starts, column } = counts;
  const value = new Float32Array(counts.value.length);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) {
      const count = counts.value[cell]!;
      const weight = (count === 1 ? 1 : 1 + Math.log(count)) * inverse[column[cell]!]!;
      value[cell] = weight;
      squares += weight * weight;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) value[cell]! *= scale;
  }
  return { ...counts, value };
}
