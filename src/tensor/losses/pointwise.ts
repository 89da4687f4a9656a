import { scalar } from "../leaves.js";
import { abs, add, exp, expectSameShape, less, max, mul, neg, softplus, sub, where } from "../ops/elementwise.js";
import type { Tensor } from "../tensor.js";

/** (y − t)². */
export function squaredError(predicted: Tensor, truth: Tensor): Tensor {
  expectSameShape("squaredError", predicted, truth);
  const off = sub(predicted, truth);
  return mul(off, off);
}

/** ½(y − t)² near, |y − t| − ½ beyond `delta` (both times delta there). Source: Huber (1964). */
export function huber(predicted: Tensor, truth: Tensor, delta = 1): Tensor {
  expectSameShape("huber", predicted, truth);
  const off = sub(predicted, truth);
  const size = abs(off);
  const far = mul(scalar(delta), sub(size, scalar(delta / 2)));
  return where(less(size, scalar(delta)), mul(scalar(0.5), mul(off, off)), far);
}

/** The loss a quantile is least by: q(t − y) where y is too low, (1 − q)(y − t) where too high. Source: Koenker & Bassett (1978). */
export function pinball(predicted: Tensor, truth: Tensor, quantile: number): Tensor {
  expectSameShape("pinball", predicted, truth);
  const off = sub(truth, predicted);
  return max(mul(scalar(quantile), off), mul(scalar(quantile - 1), off));
}

/** −log of the probability of a truth of 0 or 1, from the log odds: softplus(z) − t·z. */
export function binaryCrossEntropy(logOdds: Tensor, truth: Tensor): Tensor {
  expectSameShape("binaryCrossEntropy", logOdds, truth);
  return sub(softplus(logOdds), mul(truth, logOdds));
}

/** −log density of a normal distribution: (t − mean)² e^(−2s) / 2 + s, s the logarithm of its deviation; ½ log 2π is left out. */
export function normalLogLoss(mean: Tensor, logDeviation: Tensor, truth: Tensor): Tensor {
  expectSameShape("normalLogLoss", mean, truth);
  const off = sub(truth, mean);
  return add(mul(scalar(0.5), mul(mul(off, off), exp(mul(scalar(-2), logDeviation)))), logDeviation);
}

/** −log chance of a count of a Poisson distribution: e^r − t·r, r the logarithm of its mean; log t! is left out. */
export function poissonLogLoss(logMean: Tensor, truth: Tensor): Tensor {
  expectSameShape("poissonLogLoss", logMean, truth);
  return add(exp(logMean), neg(mul(truth, logMean)));
}
