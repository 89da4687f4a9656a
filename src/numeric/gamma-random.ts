import { normalRandom } from "./normal-random.js";

/**
 * A draw from the gamma distribution with mean shape / rate.
 *
 * Source: Marsaglia & Tsang (2000), "A simple method for generating gamma variables"; below shape 1 by their boost,
 * gamma(shape) = gamma(shape + 1) · u^(1 / shape).
 *
 * @param random a stream of uniform numbers in [0, 1)
 * @throws {RangeError} when shape or rate is not above zero
 */
export function gammaRandom(random: () => number, shape: number, rate: number): number {
  if (!(shape > 0 && rate > 0)) throw new RangeError(`shape and rate must be above 0, got ${shape} and ${rate}`);
  if (shape < 1) return gammaRandom(random, shape + 1, rate) * (1 - random()) ** (1 / shape);
  const offset = shape - 1 / 3;
  const scale = 1 / Math.sqrt(9 * offset);
  for (;;) {
    const deviate = normalRandom(random);
    const cubed = (1 + scale * deviate) ** 3;
    if (cubed <= 0) continue;
    const limit = 0.5 * deviate ** 2 + offset * (1 - cubed + Math.log(cubed));
    if (Math.log(1 - random()) < limit) return (offset * cubed) / rate;
  }
}
