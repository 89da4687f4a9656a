import { scalar } from "../leaves.js";
import { mul, sub, where } from "../ops/elementwise.js";
import { gemm } from "../ops/matrix.js";
import { concat, reshape } from "../ops/movement.js";
import { reduceLogSumExp, reduceSum } from "../ops/reduce.js";
import { BadUse, shapesText, type Tensor } from "../tensor.js";

const NEVER = -1e9;

export interface SampledOptions {
  /** Logarithm of the chance with which each true class is drawn as a negative: [rows]. Absent: all alike. */
  readonly truthLogChance?: Tensor;
  /** The same of the negatives: [negatives]. */
  readonly negativeLogChance?: Tensor;
  /** Where a negative is the row's own truth, and does not count: bool [rows, negatives]. Absent: nowhere. */
  readonly isTruth?: Tensor;
}

/**
 * Cross-entropy over the truth and a sample of other classes, each logit less the logarithm of the chance with which its class is drawn, so that
 * classes drawn often are not pushed down more than the full softmax would.
 *
 * Source: Jean et al. (2015), arXiv:1412.2007; the correction as in Bengio & Senécal (2008) and Yi et al. (2019), "Sampling-bias-corrected
 * neural modeling for large corpus item recommendations".
 *
 * @param hidden [rows, width] @param truth [rows, width], the vector of each row's true class
 * @param negatives [negatives, width], shared by all rows
 * @returns [rows]
 */
export function sampledCrossEntropy(
  hidden: Tensor,
  truth: Tensor,
  negatives: Tensor,
  options: SampledOptions = {},
): Tensor {
  if (hidden.shape.length !== 2 || truth.shape.length !== 2 || negatives.shape.length !== 2) {
    throw new BadUse(
      "sampledCrossEntropy",
      shapesText([hidden, truth, negatives]),
      "[rows, width] twice and [negatives, width]",
    );
  }
  const { truthLogChance, negativeLogChance, isTruth } = options;
  const own = reduceSum(mul(hidden, truth), [1]);
  const others = gemm(hidden, negatives, undefined, { transB: true }); // [rows, negatives]
  const ownLogit = truthLogChance ? sub(own, truthLogChance) : own;
  const corrected = negativeLogChance ? sub(others, negativeLogChance) : others;
  const counted = isTruth ? where(isTruth, scalar(NEVER), corrected) : corrected;
  const all = concat([reshape(ownLogit, [-1, 1]), counted], 1);
  return sub(reduceLogSumExp(all, [1]), ownLogit);
}
