import { normalisedDense } from "../composites/normalised-dense.js";
import { add } from "../ops/elementwise.js";
import { gemm } from "../ops/matrix.js";
import { reshape } from "../ops/movement.js";
import { layerNormalization } from "../ops/normalise.js";
import type { Scope } from "../scope.js";
import { known } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { type Activation, activations } from "./activation.js";
import { denseWeights, type MultiHeadOptions, multiHeadAttention, normWeights } from "./multi-head-attention.js";

export interface TransformerOptions extends Omit<MultiHeadOptions, "norm"> {
  /** Width of the layer between; absent: four times the width. */
  readonly hidden?: number;
  /** Absent: gelu. */
  readonly activation?: Activation;
  /** Absent: 0. */
  readonly dropout?: number;
  /** Whether a part's input is normalised, or its output together with what goes round it. Absent: its input. */
  readonly norm?: "before" | "after";
  readonly epsilon?: number;
}

/**
 * One block of a transformer: attention and two dense layers, each with its input added to what it gives.
 *
 * Source: Vaswani et al. (2017), arXiv:1706.03762 (norm after); Xiong et al. (2020), arXiv:2002.04745 (norm before).
 *
 * @param x [length, batch, width]
 * @returns y [length, batch, width], and the attention's weights [batch, heads, query, key]
 */
export function transformerBlock(x: Tensor, scope: Scope, options: TransformerOptions): { y: Tensor; weights: Tensor } {
  const { norm = "before", epsilon = 1e-5, dropout = 0 } = options;
  const dropped = (y: Tensor) => scope.dropout(y, { rate: dropout, batchAxis: 1 });
  const looked = multiHeadAttention(x, scope.within("attention"), {
    ...options,
    ...(norm === "before" ? { norm: { epsilon } } : { norm: undefined }),
  } as MultiHeadOptions);
  const joined = add(x, dropped(looked.y));
  const middle = norm === "before" ? joined : normalised(joined, scope.within("attention").within("norm"), epsilon);
  const sum = add(middle, dropped(feedForward(middle, scope.within("feed forward"), options)));
  return {
    y: norm === "before" ? sum : normalised(sum, scope.within("feed forward").within("norm"), epsilon),
    weights: looked.weights,
  };
}

function feedForward(
  x: Tensor,
  scope: Scope,
  { hidden, activation = "gelu", norm = "before", epsilon = 1e-5, dropout = 0 }: TransformerOptions,
): Tensor {
  const [width = 0] = known(x.shape.slice(-1));
  const rows = reshape(x, [-1, width]);
  const [into, out] = [
    denseWeights(scope.within("in"), width, hidden ?? 4 * width),
    denseWeights(scope.within("out"), hidden ?? 4 * width, width),
  ];
  const first =
    norm === "before"
      ? normalisedDense(rows, { ...normWeights(scope.within("norm"), width), epsilon }, [into])[0]
      : gemm(rows, into.weights, into.bias);
  if (!first) throw new Error("one dense layer");
  const between = activations[activation](first);
  const kept =
    dropout > 0
      ? reshape(
          scope.dropout(reshape(between, [...x.shape.slice(0, -1), hidden ?? 4 * width]), {
            rate: dropout,
            batchAxis: 1,
          }),
          between.shape,
        )
      : between;
  return reshape(gemm(kept, out.weights, out.bias), x.shape);
}

function normalised(x: Tensor, scope: Scope, epsilon: number): Tensor {
  const { scale, shift } = normWeights(scope, known(x.shape.slice(-1))[0] ?? 0);
  return layerNormalization(x, scale, shift, epsilon)[0] ?? x;
}
