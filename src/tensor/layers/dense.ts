import { glorotUniform, type Initialiser, zeros } from "../initialisers.js";
import { add } from "../ops/elementwise.js";
import { gemm, matMul } from "../ops/matrix.js";
import { known } from "../shape.js";
import { BadUse, shapesText } from "../tensor.js";
import { type Activation, activations } from "./activation.js";
import type { Layer } from "./layer.js";

export interface DenseOptions {
  readonly activation?: Activation;
  /** Absent: with one. */
  readonly bias?: boolean;
  readonly initial?: Initialiser;
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
      if (x.shape.length === 2) return activations[activation](gemm(x, weights, shift));
      const y = matMul(x, weights);
      return activations[activation](shift ? add(y, shift) : y);
    },
  };
}
