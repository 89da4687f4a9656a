import { mulberry32 } from "#numeric/mulberry32.js";

export interface BootstrapOptions {
  readonly seed: number;
  readonly resamples: number;
}

const LOW = 0.025;
const HIGH = 0.975;

/**
 * 95 % intervals of means, by drawing whoever was measured anew with replacement: all that belongs to one customer is
 * drawn together, because their events are no independent cases.
 *
 * Source: Efron (1979), Bootstrap methods, Annals of Statistics 7(1); percentiles as in Efron & Tibshirani (1993), §13.3.
 *
 * @param gains [measures][cases] @param owner [cases] whose each case is
 * @returns [measures] low and high; the mean itself where one customer alone was measured.
 */
export function bootstrapIntervals(
  gains: readonly Float64Array[],
  owner: Int32Array,
  { seed, resamples }: BootstrapOptions,
): readonly (readonly [number, number])[] {
  const numberOf = new Map<number, number>();
  const group = owner.map((one) => {
    const known = numberOf.get(one) ?? numberOf.size;
    numberOf.set(one, known);
    return known;
  });
  const groups = numberOf.size;
  if (groups === 0) return gains.map(() => [0, 0]);
  const cases = new Float64Array(groups);
  for (const g of group) cases[g]! += 1;
  const sums = gains.map((of) => {
    const sum = new Float64Array(groups);
    for (const [at, gain] of of.entries()) sum[group[at]!]! += gain;
    return sum;
  });
  const means = gains.map(() => new Float64Array(resamples));
  const random = mulberry32(seed);
  const drawn = new Int32Array(groups);
  for (let r = 0; r < resamples; r++) {
    let size = 0;
    for (let d = 0; d < groups; d++) {
      drawn[d] = Math.floor(random() * groups);
      size += cases[drawn[d]!]!;
    }
    for (const [m, sum] of sums.entries()) means[m]![r] = sumAt(sum, drawn) / size;
  }
  return means.map((of) => {
    const sorted = of.toSorted();
    return [quantile(sorted, LOW), quantile(sorted, HIGH)];
  });
}

function sumAt(values: Float64Array, places: Int32Array): number {
  let sum = 0;
  for (let d = 0; d < places.length; d++) sum += values[places[d]!]!;
  return sum;
}

/** Between the two nearest, in proportion (type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + (at % 1) * ((sorted[Math.ceil(at)] ?? below) - below);
}
