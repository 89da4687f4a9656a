/**
 * How far around a forecast a band has to reach to hold `coverage` of the outcomes: the ⌈(n + 1)·coverage⌉-th smallest of
 * the errors that such forecasts made on data they had not seen. The guarantee asks that the next error be
 * exchangeable with these, not that it be normal.
 *
 * With fewer than coverage / (1 − coverage) errors nothing can be guaranteed: it is then the largest of them. NaN
 * without any.
 *
 * Source: split conformal prediction, Vovk, Gammerman & Shafer (2005); Lei et al. (2018), §2.2.
 *
 * @param errors their sizes, none missing, in any order
 * @param coverage share of outcomes to hold, in (0, 1)
 */
export function conformalRadius(errors: Float64Array, coverage: number): number {
  if (errors.length === 0) return Number.NaN;
  const rank = Math.ceil((errors.length + 1) * coverage - 1e-9); // .95 × 20 is 19, whatever the last bit says
  return errors.toSorted()[Math.min(rank, errors.length) - 1]!;
}

/** Fewest errors for which {@link conformalRadius} can guarantee `coverage`: 4 for 80 %, 19 for 95 %. */
export function errorsFor(coverage: number): number {
  return Math.ceil(coverage / (1 - coverage) - 1e-9);
}
