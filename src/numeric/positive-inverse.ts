/**
 * The inverse of a symmetric, positive definite matrix, by Cholesky's decomposition A = L·Lᵀ and A⁻¹ = L⁻ᵀ·L⁻¹.
 *
 * @param a [size · size] row-major; only the lower half is read
 * @throws {RangeError} when it is not positive definite.
 */
export function positiveInverse(a: ArrayLike<number>, size: number): Float64Array {
  const lower = inverseOfLower(choleskyLower(a, size), size);
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i <= k; i++) {
      const factor = lower[k * size + i]!;
      for (let j = 0; j <= i; j++) inverse[i * size + j]! += factor * lower[k * size + j]!;
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) inverse[j * size + i] = inverse[i * size + j]!;
  return inverse;
}

/** L of A = L·Lᵀ, zeros above its diagonal. @throws {RangeError} when A is not positive definite. */
export function choleskyLower(a: ArrayLike<number>, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = lower.subarray(i * size, i * size + size);
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      const other = j * size;
      for (let k = 0; k < j; k++) sum -= row[k]! * lower[other + k]!;
      if (i === j && !(sum > 0)) {
        throw new RangeError(`expected a positive definite matrix, got pivot ${sum} in row ${i}`);
      }
      row[j] = i === j ? Math.sqrt(sum) : sum / lower[other + j]!;
    }
  }
  return lower;
}

/** L⁻¹ of a lower triangular L. */
export function inverseOfLower(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = inverse.subarray(i * size, i * size + size);
    const diagonal = 1 / lower[i * size + i]!;
    for (let k = 0; k < i; k++) {
      const factor = lower[i * size + k]!;
      if (factor === 0) continue;
      for (let j = 0; j <= k; j++) row[j]! -= factor * inverse[k * size + j]!;
    }
    for (let j = 0; j < i; j++) row[j]! *= diagonal;
    row[i] = diagonal;
  }
  return inverse;
}
