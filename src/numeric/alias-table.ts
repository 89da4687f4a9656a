/**
 * Draws places with given weights, each draw in constant time.
 *
 * Source: Vose (1991), "A linear algorithm for generating random numbers with a given distribution".
 *
 * @param weights at least one; none negative, not all zero
 * @returns a function that takes one uniform number in [0, 1) and answers a place in `weights`
 * @throws {RangeError} when the weights are no weights
 */
export function aliasTable(weights: ArrayLike<number>): (uniform: number) => number {
  const size = weights.length;
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && total < Number.POSITIVE_INFINITY) || Array.from(weights).some((weight) => weight < 0)) {
    throw new RangeError(`expected weights of at least 0 with a finite sum above 0, got ${size} that sum to ${total}`);
  }
  const keep = Float64Array.from(weights, (weight) => (weight / total) * size);
  const alias = new Int32Array(size);
  const small: number[] = [];
  const large: number[] = [];
  keep.forEach((share, place) => {
    (share < 1 ? small : large).push(place);
  });
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop() as number;
    const rich = large.pop() as number;
    alias[poor] = rich;
    keep[rich] = keep[rich]! - (1 - keep[poor]!);
    (keep[rich] < 1 ? small : large).push(rich);
  }
  for (const place of [...small, ...large]) keep[place] = 1; // what rounding left over
  return (uniform) => {
    const scaled = uniform * size;
    const place = Math.floor(scaled);
    return scaled - place < keep[place]! ? place : alias[place]!;
  };
}
