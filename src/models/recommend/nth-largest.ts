/**
 * The n-th largest of the first `length` values, which are reordered on the way. O(length) on average.
 *
 * Source: Hoare (1961), Algorithm 65: find; the pivot is the middle of three.
 *
 * @param n 1 for the largest, at most `length`.
 */
export function nthLargest(values: Float32Array, length: number, n: number): number {
  let low = 0;
  let high = length - 1;
  const wanted = n - 1;
  while (low < high) {
    const pivot = middle(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let left = low;
    let right = high;
    while (left <= right) {
      if (values[left]! > pivot) left += 1;
      else if (values[right]! < pivot) right -= 1;
      else {
        swap(values, left, right);
        left += 1;
        right -= 1;
      }
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else return values[wanted]!;
  }
  return values[wanted]!;
}

function swap(values: Float32Array, a: number, b: number): void {
  const kept = values[a]!;
  values[a] = values[b]!;
  values[b] = kept;
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
