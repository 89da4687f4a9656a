/** How often a yes or no was right, by what was true and what was said. */
export interface TwoClassCounts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
}

/** @param scores [n] yes where at least `threshold` @param positive [n] 1 or 0 */
export function twoClassCounts(scores: Float64Array, positive: Uint8Array, threshold: number): TwoClassCounts {
  const counts = { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 };
  for (const [i, score] of scores.entries()) {
    if (score >= threshold) counts[positive[i] === 1 ? "truePositive" : "falsePositive"] += 1;
    else counts[positive[i] === 1 ? "falseNegative" : "trueNegative"] += 1;
  }
  return counts;
}

export function accuracy({ truePositive, trueNegative, falsePositive, falseNegative }: TwoClassCounts): number {
  return (truePositive + trueNegative) / (truePositive + trueNegative + falsePositive + falseNegative);
}

/** Share of the yeses that were right; 0 where nothing was said yes to. */
export function precision({ truePositive, falsePositive }: TwoClassCounts): number {
  return truePositive === 0 ? 0 : truePositive / (truePositive + falsePositive);
}

/** Share of the positive cases that were found; 0 where there is none. */
export function recall({ truePositive, falseNegative }: TwoClassCounts): number {
  return truePositive === 0 ? 0 : truePositive / (truePositive + falseNegative);
}

/** The mean of the F1 of either class, each 2·TP / (2·TP + FP + FN): the rarer class counts as much as the other. */
export function macroF1({ truePositive, falsePositive, trueNegative, falseNegative }: TwoClassCounts): number {
  const wrong = falsePositive + falseNegative;
  const f1 = (right: number) => (right === 0 ? 0 : (2 * right) / (2 * right + wrong));
  return (f1(truePositive) + f1(trueNegative)) / 2;
}

/**
 * The threshold with the best macro F1: of all that differ on these cases the middle of the best stretch, so that a
 * case or two more would not move it far. 0.5 where no case is of another class than the rest.
 *
 * @param probabilities [n] of the positive class, between 0 and 1
 */
export function bestThreshold(probabilities: Float64Array, positive: Uint8Array): number {
  const order = Uint32Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!);
  const positives = positive.reduce((sum, value) => sum + value, 0);
  if (positives === 0 || positives === positive.length) return 0.5;
  let below = { positive: 0, negative: 0 };
  let best = { value: -1, from: 0, to: 0 };
  for (let at = 0; at <= order.length; at++) {
    const previous = at === 0 ? 0 : probabilities[order[at - 1]!]!;
    const next = at === order.length ? 1 : probabilities[order[at]!]!;
    if (at === 0 || at === order.length || next > previous) {
      const value = macroF1({
        truePositive: positives - below.positive,
        falsePositive: positive.length - positives - below.negative,
        trueNegative: below.negative,
        falseNegative: below.positive,
      });
      if (value > best.value) best = { value, from: previous, to: next };
    }
    if (at < order.length) {
      const isPositive = positive[order[at]!]!;
      below = { positive: below.positive + isPositive, negative: below.negative + 1 - isPositive };
    }
  }
  return (best.from + best.to) / 2;
}

/**
 * The mean of −ln(probability given to what was true), probabilities kept from 0 and 1 by 10⁻⁶: what a calibrated
 * model is rewarded for. @returns [n] of each case
 */
export function logLosses(probabilities: Float64Array, positive: Uint8Array): Float64Array {
  return probabilities.map((p, i) => -Math.log(Math.min(1 - 1e-6, Math.max(1e-6, positive[i] === 1 ? p : 1 - p))));
}
