/**
 * For each positive case, the share of the negative ones that score lower, ties counting half: what the area under
 * the ROC curve is the mean of, so that two scores can be compared case by case.
 *
 * Source: the structural components of DeLong, DeLong & Clarke-Pearson (1988), Comparing the areas under two or more
 * correlated receiver operating characteristic curves, Biometrics 44.
 *
 * @param scores [n] higher means more likely; no NaN
 * @param positive [n] 1 or 0
 * @returns [positives] in their order; NaN each when there is no negative case.
 */
export function placements(scores: Float64Array, positive: Uint8Array): Float64Array {
  const negatives = scores.filter((_, i) => positive[i] === 0).sort();
  const below = (score: number) => (firstAtLeast(negatives, score) + firstAbove(negatives, score)) / 2;
  return scores.filter((_, i) => positive[i] === 1).map((score) => below(score) / negatives.length);
}

/**
 * Area under the ROC curve: the chance that a positive case scores higher than a negative one, ties counting half.
 * NaN without a case of each kind.
 */
export function areaUnderRoc(scores: Float64Array, positive: Uint8Array): number {
  const parts = placements(scores, positive);
  return parts.reduce((total, part) => total + part, 0) / parts.length;
}

const firstAtLeast = (sorted: Float64Array, value: number) => partition(sorted, (other) => other < value);
const firstAbove = (sorted: Float64Array, value: number) => partition(sorted, (other) => other <= value);

/** How many values at the start of `sorted` are `before`. */
function partition(sorted: Float64Array, before: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
