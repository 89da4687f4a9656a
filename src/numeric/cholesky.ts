/**
 * Cholesky's decomposition of a symmetric, positive definite matrix: A = L·Lᵀ.
 *
 * @param a [n][n] only the lower half is read @returns [n][i + 1], the lower half of L
 * @throws {RangeError} when A is not positive definite
 */
export function choleskyFactor(a: readonly Float64Array[]): Float64Array[] {
  const lower = a.map((_, i) => new Float64Array(i + 1));
  for (let i = 0; i < a.length; i++) {
    const row = lower[i]!;
    for (let j = 0; j <= i; j++) {
      const other = lower[j]!;
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      if (i === j && !(sum > 0))
        throw new RangeError(`expected a positive definite matrix, got pivot ${sum} in row ${i}`);
      row[j] = i === j ? Math.sqrt(sum) : sum / other[j]!;
    }
  }
  return lower;
}

/** The solution x of L·Lᵀ·x = b. @param lower [n][i + 1] @param b [n] */
export function solveFactored(lower: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < x.length; i++) {
    const row = lower[i]!;
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= row[j]! * x[j]!;
    x[i] = sum / row[i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    const row = lower[i]!;
    x[i]! /= row[i]!;
    for (let j = 0; j < i; j++) x[j]! -= row[j]! * x[i]!;
  }
  return x;
}
