import { gammaRandom } from "./gamma-random.js";

/**
 * A draw from the beta distribution with mean a / (a + b), as the share of two gamma draws.
 *
 * @param random a stream of uniform numbers in [0, 1)
 * @throws {RangeError} when a or b is not above zero
 */
export function betaRandom(random: () => number, a: number, b: number): number {
  const first = gammaRandom(random, a, 1);
  const second = gammaRandom(random, b, 1);
  // with both shapes far below 1 both draws may underflow to zero
  return first + second > 0 ? first / (first + second) : Number(random() < a / (a + b));
}
