import { choleskyLower } from "#numeric/positive-inverse.js";

/**
 * One side of an alternating least squares problem with one confidence, brought to a form in which the other side's
 * Gram matrix is the identity. What a customer with the rows Z of items likes is then the v that solves
 *
 *     (I + (α − 1)·Zᵀ·Z) · v = α·Zᵀ·1
 *
 * Source: Hu, Koren & Volinsky (2008), Collaborative filtering for implicit feedback datasets, ICDM, eq. 4, with
 * z = L⁻¹·y and v = Lᵀ·x for L·Lᵀ = Yᵀ·Y + λ·I; where there are fewer items than numbers in v, by the push-through
 * identity v = α·Zᵀ·(I + (α − 1)·Z·Zᵀ)⁻¹·1, which has one equation an item.
 */
export interface WhitenedItems {
  /** Even. */
  readonly width: number;
  /** Confidence in an item the customer has; in one they have not it is 1. */
  readonly alpha: number;
  /** [items · width] */
  readonly z: Float32Array;
}

/** The exact v. @param rows numbers of the customer's items, each once @param v [width] overwritten */
export function exactTaste(items: WhitenedItems, rows: Int32Array, v: Float32Array): void {
  v.fill(0);
  if (rows.length === 0) return;
  if (rows.length <= items.width) byItems(items, rows, v);
  else byNumbers(items, rows, v);
}

function byItems({ width, alpha, z }: WhitenedItems, rows: Int32Array, v: Float32Array): void {
  const k = rows.length;
  const system = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) system[a * k + b] = (alpha - 1) * dot(z, rows[a]! * width, rows[b]! * width, width);
    system[a * k + a]! += 1;
  }
  const weights = solved(system, new Float64Array(k).fill(alpha));
  for (let a = 0; a < k; a++) {
    const [from, weight] = [rows[a]! * width, weights[a]!];
    for (let d = 0; d < width; d++) v[d]! += weight * z[from + d]!;
  }
}

function byNumbers({ width, alpha, z }: WhitenedItems, rows: Int32Array, v: Float32Array): void {
  const system = new Float64Array(width * width);
  const right = new Float64Array(width);
  for (const row of rows) {
    const from = row * width;
    for (let d = 0; d < width; d++) {
      const scaled = (alpha - 1) * z[from + d]!;
      right[d]! += alpha * z[from + d]!;
      for (let e = 0; e <= d; e++) system[d * width + e]! += scaled * z[from + e]!;
    }
  }
  for (let d = 0; d < width; d++) system[d * width + d]! += 1;
  v.set(solved(system, right));
}

/** x of A·x = b by Cholesky's decomposition. @param a [n · n] lower half */
function solved(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const lower = choleskyLower(a, n);
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let j = 0; j < i; j++) sum -= lower[i * n + j]! * b[j]!;
    b[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < n; j++) sum -= lower[j * n + i]! * b[j]!;
    b[i] = sum / lower[i * n + i]!;
  }
  return b;
}

/** Of two rows of one matrix, in four sums that do not wait for each other. */
function dot(z: Float32Array, a: number, b: number, width: number): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  let d = 0;
  for (; d + 3 < width; d += 4) {
    one += z[a + d]! * z[b + d]!;
    two += z[a + d + 1]! * z[b + d + 1]!;
    three += z[a + d + 2]! * z[b + d + 2]!;
    four += z[a + d + 3]! * z[b + d + 3]!;
  }
  for (; d < width; d++) one += z[a + d]! * z[b + d]!;
  return one + two + (three + four);
}
