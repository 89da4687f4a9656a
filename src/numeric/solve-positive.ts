/**
 * The solution x of A·x = b for a symmetric, positive definite A, by Cholesky's decomposition A = L·Lᵀ.
 *
 * @param a [n][n] only the lower half is read @param b [n]
 * @throws {RangeError} when A is not positive definite.
 */
export function solvePositive(a: readonly Float64Array[], b: Float64Array): Float64Array {
  const lower = choleskyFactor(a);
  const x = b.slice();
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) x[i]! -= lower[i]![j]! * x[j]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < x.length; j++) x[i]! -= lower[j]![i]! * x[j]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

function choleskyFactor(a: readonly Float64Array[]): Float64Array[] {
  const lower = a.map(({ length }) => new Float64Array(length));
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i === j && !(sum > 0))
        throw new RangeError(`expected a positive definite matrix, got pivot ${sum} in row ${i}`);
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  }
  return lower;
}
