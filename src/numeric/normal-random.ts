/**
 * A draw from the standard normal distribution.
 *
 * Source: Box & Muller (1958), "A note on the generation of random normal deviates".
 *
 * @param random a stream of uniform numbers in [0, 1); two are taken
 */
export function normalRandom(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random())); // 1 − u lies in (0, 1]: its logarithm is finite
  return radius * Math.cos(2 * Math.PI * random());
}
