import { attention } from "../composites/attention.js";
import { normalisedDense } from "../composites/normalised-dense.js";
import { glorotUniform, ones, zeros } from "../initialisers.js";
import { scalar } from "../leaves.js";
import { add, mul, sub } from "../ops/elementwise.js";
import { gemm } from "../ops/matrix.js";
import { reshape } from "../ops/movement.js";
import type { Scope } from "../scope.js";
import { known } from "../shape.js";
import { BadUse, shapesText, type Tensor } from "../tensor.js";

export interface MultiHeadOptions {
  readonly heads: number;
  /** Whether a place sees only itself and those before. Absent: all see all. */
  readonly isCausal?: boolean;
  /** 1 where there is something to look at, 0 where there is padding: [batch, length]. Absent: everywhere. */
  readonly present?: Tensor;
  /** Added to the scores; stretches to [batch, heads, queries, keys]. Absent: nothing. */
  readonly bias?: Tensor;
  /** Normalise what is read first: the pre-norm of a transformer block. Absent: no. */
  readonly norm?: { readonly epsilon: number };
}

/**
 * Every place of a sequence looks at all others: softmax(QKᵀ / √d_k) V in `heads` parts of the width, then a dense layer.
 *
 * @param x [length, batch, width]
 * @returns y [length, batch, width], and the weights [batch, heads, query, key]
 */
export function multiHeadAttention(
  x: Tensor,
  scope: Scope,
  { heads, isCausal = false, present, bias, norm }: MultiHeadOptions,
) {
  const [length = 1, batch = 1, width = 1] = x.shape;
  const [d = 0] = known([width]);
  if (x.shape.length !== 3 || d % heads !== 0)
    throw new BadUse("multiHeadAttention", shapesText([x]), `[length, batch, width], a width of ${heads} heads`);
  const rows = reshape(x, [-1, d]);
  const layers = ["query", "key", "value"].map((name) => denseWeights(scope.within(name), d, d));
  const projected = norm
    ? normalisedDense(rows, { ...normWeights(scope.within("norm"), d), epsilon: norm.epsilon }, layers)
    : layers.map(({ weights, bias }) => gemm(rows, weights, bias));
  const [q, k, v] = projected.map((one) => reshape(one, [length, batch, heads, d / heads]));
  if (!q || !k || !v) throw new Error("three projections");
  const padding = present && maskOf(present);
  const mask = padding && bias ? add(padding, bias) : (padding ?? bias);
  const { context, weights } = attention(q, k, v, { isCausal, ...(mask && { mask }) });
  const out = denseWeights(scope.within("out"), d, d);
  return { y: reshape(gemm(reshape(context, [-1, d]), out.weights, out.bias), x.shape), weights };
}

/** 0 where there is something, −10⁹ where there is padding: [batch, 1, 1, keys]. */
export function maskOf(present: Tensor): Tensor {
  const [batch = 1, keys = 1] = present.shape;
  return reshape(mul(sub(present, scalar(1)), scalar(1e9)), [batch, 1, 1, keys]);
}

export function denseWeights(scope: Scope, width: number, units: number): { weights: Tensor; bias: Tensor } {
  return {
    weights: scope.parameter("weights", [width, units], glorotUniform),
    bias: scope.parameter("bias", [units], zeros, { decays: false }),
  };
}

export function normWeights(scope: Scope, width: number): { scale: Tensor; shift: Tensor } {
  return {
    scale: scope.parameter("scale", [width], ones, { decays: false }),
    shift: scope.parameter("shift", [width], zeros, { decays: false }),
  };
}
