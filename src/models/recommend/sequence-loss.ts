import { constant, scalar } from "#tensor/leaves.js";
import { add, equal, min, mul, neg, softplus, sub, where } from "#tensor/ops/elementwise.js";
import { gemm } from "#tensor/ops/matrix.js";
import { reshape, transpose } from "#tensor/ops/movement.js";
import { reduceLogSumExp, reduceMean, reduceSum } from "#tensor/ops/reduce.js";
import type { Tensor } from "#tensor/tensor.js";
import type { Loss } from "#tensor/train/training-graph.js";
import type { SequenceSettings } from "./sequence-network.js";

/** What a step's negatives were drawn with: −log of how often each was to be expected. */
export const CORRECTION = "correction";

export type LossKind = "sampled softmax" | "full softmax" | "binary";

/**
 * The loss of every place, over negatives all places share: one matrix product.
 *
 * Sampled softmax, s the similarity over the temperature, q the expected number of draws of a negative:
 *
 *     loss = −log(e^s(target) / (e^s(target) + Σ_n e^(s(n) − log q(n))))      negatives that are the target left out
 *
 * so that the sum stands for that over all items but the target. Source: Bengio & Senécal (2008), IEEE Transactions on
 * Neural Networks 19(4); Yi et al. (2019), RecSys 13, for the correction. The full softmax is the same over every item once,
 * each with a correction of 0.
 *
 * Binary, as in Kang & McAuley (2018), ICDM, equation 6, with the mean over the negatives for the one drawn:
 *
 *     loss = −log σ(s(target)) − mean_n log(1 − σ(s(n)))
 */
export function sequenceLoss(kind: LossKind, { length, temperature, negatives }: SequenceSettings): Loss {
  return (outputs, given) => {
    const { hidden, targets, negatives: others } = outputs as Readonly<Record<string, Tensor>>;
    const batch = hidden!.shape[1] ?? 1;
    const rows = reshape(hidden!, [-1, hidden!.shape[2] ?? 1]); // [length · batch, width]
    const wanted = mul(reduceSum(mul(hidden!, targets!), [-1]), scalar(1 / temperature)); // [length, batch]
    const shift = kind === "binary" ? constant(new Float32Array(negatives), [negatives]) : given[CORRECTION]!;
    const drawn = gemm(rows, others!, shift, { transB: true, alpha: 1 / temperature }); // [length · batch, negatives]
    const ids = reshape(transpose(given["targets"]!, [1, 0]), [-1, 1]);
    const isTarget = equal(ids, reshape(given["negatives"]!, [1, negatives]));
    const competing = where(isTarget, scalar(NEVER), drawn);
    const weights = min(transpose(given["segment"]!, [1, 0]), scalar(1)); // 0 for padding
    if (kind === "binary") {
      const missed = reshape(reduceMean(softplus(competing), [-1]), [length, batch]);
      return { losses: add(softplus(neg(wanted)), missed), weights };
    }
    const total = reshape(reduceLogSumExp(competing, [-1]), [length, batch]);
    return { losses: softplus(sub(total, wanted)), weights };
  };
}

const NEVER = -1e9; // far enough below any logit for its exponential to be zero
