import { scalar } from "../leaves.js";
import { add, cast, mul, neg } from "../ops/elementwise.js";
import { gatherElements } from "../ops/gather.js";
import { reshape } from "../ops/movement.js";
import { logSoftmax, reduceMean } from "../ops/reduce.js";
import { sameShape } from "../shape.js";
import { BadUse, shapesText, type Tensor } from "../tensor.js";

export interface CrossEntropyOptions {
  /** Share of the truth that is spread evenly over all classes. Source: Szegedy et al. (2015), arXiv:1512.00567. Absent: 0. */
  readonly labelSmoothing?: number;
}

/**
 * −log of the probability softmax gives the true class.
 *
 * @param logits [batch, …, classes] @param labels [batch, …], whole numbers
 * @returns [batch, …]
 */
export function crossEntropy(logits: Tensor, labels: Tensor, { labelSmoothing = 0 }: CrossEntropyOptions = {}): Tensor {
  if (labels.type === "float32" || !sameShape(labels.shape, logits.shape.slice(0, -1))) {
    throw new BadUse("crossEntropy", shapesText([logits, labels]), "[batch, …, classes] and int64[batch, …]");
  }
  const logProbabilities = logSoftmax(logits);
  const places = reshape(cast(labels, "int64"), [...labels.shape, 1]);
  const truth = reshape(gatherElements(logProbabilities, places, -1), labels.shape);
  if (labelSmoothing === 0) return neg(truth);
  const even = reduceMean(logProbabilities, [-1]);
  return neg(add(mul(truth, scalar(1 - labelSmoothing)), mul(even, scalar(labelSmoothing))));
}
