const LARGEST_MEAN = 30; // beyond it e^−mean loses digits and the loop grows long

/**
 * A draw from the Poisson distribution.
 *
 * Source: Knuth, The Art of Computer Programming vol. 2, 3.4.1 F.3, algorithm Q; a large mean is the sum of two halves.
 *
 * @param random a stream of uniform numbers in [0, 1)
 * @throws {RangeError} when the mean is negative or not finite
 */
export function poissonRandom(random: () => number, mean: number): number {
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) throw new RangeError(`mean must be at least 0, got ${mean}`);
  if (mean > LARGEST_MEAN) return poissonRandom(random, mean / 2) + poissonRandom(random, mean / 2);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
