import { lbfgs } from "#numeric/lbfgs.js";
import { sigmoid } from "./logistic-regression.js";

/** Calibrated log-odds of a score: `scale · score + shift`. */
export interface PlattScaling {
  readonly scale: number;
  readonly shift: number;
}

const LEAST_CASES = 20;

/**
 * Finds the log-odds that held-out scores stand for, so that of the cases given 80 % eight in ten are positive. With
 * fewer than 20 cases, or of one class only, scores are left as they are.
 *
 * Source: Platt (1999), Probabilistic outputs for support vector machines, with his smoothed targets
 * (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2); the scale is kept above zero, so that the order of the cases stays.
 */
export function plattScaling(scores: Float64Array, positive: Uint8Array): PlattScaling {
  const positives = positive.reduce((sum, value) => sum + value, 0);
  const negatives = positive.length - positives;
  if (positive.length < LEAST_CASES || positives === 0 || negatives === 0) return { scale: 1, shift: 0 };
  const targets = [1 / (negatives + 2), (positives + 1) / (positives + 2)] as const;
  const parameters = Float64Array.of(0, 0); // ln scale, shift
  const search = lbfgs(
    (x, gradient) => {
      const scale = Math.exp(x[0]!);
      gradient.fill(0);
      let loss = 0;
      for (const [i, score] of scores.entries()) {
        const odds = scale * score + x[1]!;
        const target = targets[positive[i] as 0 | 1];
        loss += Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - target * odds;
        const miss = sigmoid(odds) - target;
        gradient[0]! += miss * scale * score;
        gradient[1]! += miss;
      }
      return loss;
    },
    parameters,
    { iterations: 100, tolerance: 1e-6 * positive.length },
  );
  for (const _ of search); // to the end
  return { scale: Math.exp(parameters[0]!), shift: parameters[1]! };
}
