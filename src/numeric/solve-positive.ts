import { choleskyFactor, solveFactored } from "./cholesky.js";

/**
 * The solution x of A·x = b for a symmetric, positive definite A, by Cholesky's decomposition A = L·Lᵀ.
 *
 * @param a [n][n] only the lower half is read @param b [n]
 * @throws {RangeError} when A is not positive definite.
 */
export const solvePositive = (a: readonly Float64Array[], b: Float64Array): Float64Array =>
  solveFactored(choleskyFactor(a), b);
