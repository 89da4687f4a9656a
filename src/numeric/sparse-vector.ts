/**
 * A working vector of which most entries are zero. It remembers which are not, so that filling, reading and clearing
 * it costs what is in it and not its size.
 */
export interface SparseVector {
  /** [size] */
  readonly value: Float64Array;
  /** [size] the first `count` are the entries that are not zero, in the order they were met. */
  readonly touched: Int32Array;
  count: number;
}

export function sparseVector(size: number): SparseVector {
  return { value: new Float64Array(size), touched: new Int32Array(size), count: 0 };
}

/** Adds to one entry. @param amount above zero, so that no sum returns to zero. */
export function add(vector: SparseVector, at: number, amount: number): void {
  if (vector.value[at] === 0) {
    vector.touched[vector.count] = at;
    vector.count += 1;
  }
  vector.value[at]! += amount;
}

/** Gives one entry the value −∞, so that it comes after everything when entries are ranked. */
export function exclude(vector: SparseVector, at: number): void {
  if (vector.value[at] === 0) {
    vector.touched[vector.count] = at;
    vector.count += 1;
  }
  vector.value[at] = Number.NEGATIVE_INFINITY;
}

/** Makes every entry zero. */
export function clear(vector: SparseVector): void {
  if (isDense(vector)) vector.value.fill(0);
  else for (let c = 0; c < vector.count; c++) vector.value[vector.touched[c]!] = 0;
  vector.count = 0;
}

/** Whether running through all entries is cheaper than following those that are not zero. */
export function isDense({ value, count }: SparseVector): boolean {
  return 4 * count > value.length;
}
