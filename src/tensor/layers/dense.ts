import { glorotUniform, type Initialiser, zeros } from "../initialisers.js";
import { add } from "../ops/elementwise.js";
import { gemm, matMul } from "../ops/matrix.js";
import { reshape, reshapeOp, transpose, transposeOp } from "../ops/movement.js";
import { known, sameDimension } from "../shape.js";
import { BadUse, inputAt, numbersIn, shapesText, type Tensor } from "../tensor.js";
import { type Activation, activations } from "./activation.js";
import type { Layer } from "./layer.js";

export interface DenseOptions {
  readonly activation?: Activation;
  /** Absent: with one. */
  readonly bias?: boolean;
  readonly initial?: Initialiser;
}

/** x W + b; of a picture with its channels last that was only turned round to be flattened, the weights are turned instead. */
function product(x: Tensor, weights: Tensor, shift: Tensor | undefined): Tensor {
  const flattened = x.node.op === reshapeOp ? inputAt(x.node, 0) : undefined;
  const isTurned =
    flattened?.node.op === transposeOp && numbersIn(flattened.node.attributes, "perm").join() === "0,3,1,2";
  if (!flattened || !isTurned || !sameDimension(flattened.shape[0] ?? 0, x.shape[0] ?? 1))
    return gemm(x, weights, shift);
  const [channels = 1, height = 1, width = 1] = known(flattened.shape.slice(1));
  const units = weights.shape[1] ?? 1;
  const turned = reshape(transpose(reshape(weights, [channels, height, width, units]), [1, 2, 0, 3]), weights.shape);
  return gemm(reshape(inputAt(flattened.node, 0), x.shape), turned, shift);
}

/** y = activation(x W + b). [..., in] to [..., units]. */
export function dense(
  units: number,
  { activation = "linear", bias = true, initial = glorotUniform }: DenseOptions = {},
): Layer {
  return {
    kind: "dense",
    call(x, scope) {
      if (x.shape.length < 2) throw new BadUse("dense", shapesText([x]), "[batch, …, width]");
      const [width = 0] = known(x.shape.slice(-1));
      const weights = scope.parameter("weights", [width, units], initial);
      const shift = bias ? scope.parameter("bias", [units], zeros, { decays: false }) : undefined;
      if (x.shape.length === 2) return activations[activation](product(x, weights, shift));
      const y = matMul(x, weights);
      return activations[activation](shift ? add(y, shift) : y);
    },
  };
}
