import { constant, scalar } from "../leaves.js";
import { savedIn } from "../lowered.js";
import { add, mul, sub } from "../ops/elementwise.js";
import { fusedMatMul, matMul } from "../ops/matrix.js";
import { reshape, transpose } from "../ops/movement.js";
import { reduceSum, softmax } from "../ops/reduce.js";
import { broadcastShape, known, sameDimension } from "../shape.js";
import { sumTo } from "../sum-to.js";
import { applyAll, BadUse, inputAt, type Node, type Op, shapesText, type Tensor } from "../tensor.js";

const NEVER = -1e9; // far enough below any score for softmax to give zero

/**
 * softmax(QKᵀ / √d_k + mask) V for every head, sequences along the first axis.
 *
 * Inputs: queries [queries, batch, heads, d_k], keys and values [keys, batch, heads, d_k], and perhaps a mask that stretches to
 * [batch, heads, queries, keys] and is added to the scores. `causal` 1: no query sees a later key.
 * Outputs: context [queries, batch, heads · d_k] and the weights [batch, heads, queries, keys].
 *
 * Source: Vaswani et al. (2017), arXiv:1706.03762, equation 1.
 */
export const attentionOp: Op = {
  name: "Attention",
  isAskedPlain: true,
  infer(inputs) {
    const [q, k, v, mask] = inputs;
    if (!q || !k || !v || q.shape.length !== 4 || !alike(q, k, [1, 2, 3]) || !alike(k, v, [0, 1, 2, 3])) {
      throw new BadUse("Attention", shapesText(inputs), "[queries, batch, heads, d], [keys, batch, heads, d] twice");
    }
    const [queries = 1, batch = 1, heads = 1, width = 1] = q.shape;
    const weights = [batch, heads, queries, k.shape[0] ?? 1];
    if (mask && broadcastShape(mask.shape, weights)?.length !== 4) {
      throw new BadUse("Attention", shapesText(inputs), "a mask that stretches to [batch, heads, queries, keys]");
    }
    return [
      { shape: [queries, batch, Number(heads) * Number(width)], type: "float32" },
      { shape: weights, type: "float32" },
    ];
  },

  plain(node) {
    const [q, k, v] = [inputAt(node, 0), inputAt(node, 1), inputAt(node, 2)];
    const scores = matMul(transpose(q, [1, 2, 0, 3]), transpose(k, [1, 2, 3, 0])); // [batch, heads, queries, keys]
    const scaled = mul(scores, scalar(scaleOf(q)));
    const mask = maskOf(node);
    const weights = softmax(mask ? add(scaled, mask) : scaled);
    const context = matMul(weights, transpose(v, [1, 2, 0, 3])); // [batch, heads, queries, d]
    return [flat(context), weights];
  },

  fast(node) {
    const [q, k, v] = [inputAt(node, 0), inputAt(node, 1), inputAt(node, 2)];
    const scores = fusedMatMul(q, k, { transBatchA: true, transBatchB: true, transB: true, alpha: scaleOf(q) });
    const mask = maskOf(node);
    const weights = softmax(mask ? add(scores, mask) : scores);
    return { outputs: [flat(fusedMatMul(weights, v, { transBatchB: true })), weights], saved: { weights } };
  },

  gradient(node, [dContext, dWeights]) {
    const [q, k, v, mask] = [inputAt(node, 0), inputAt(node, 1), inputAt(node, 2), node.inputs[3]];
    const weights = savedIn(node, "weights");
    const dc = dContext && reshape(dContext, q.shape);
    const fromContext = dc && fusedMatMul(dc, v, { transBatchA: true, transBatchB: true, transB: true });
    const dp = fromContext && dWeights ? add(fromContext, dWeights) : (fromContext ?? dWeights);
    if (!dp) return [];
    const ds = mul(weights, sub(dp, reduceSum(mul(dp, weights), [-1], { keep: true })));
    const back = (x: Tensor) => transpose(x, [2, 0, 1, 3]); // [batch, heads, length, d] to [length, batch, heads, d]
    const alpha = scaleOf(q);
    return [
      back(fusedMatMul(ds, k, { transBatchB: true, alpha })),
      back(fusedMatMul(ds, q, { transA: true, transBatchB: true, alpha })),
      dc && back(fusedMatMul(weights, dc, { transA: true, transBatchB: true })),
      mask && sumTo(ds, mask.shape),
    ];
  },
};

const alike = (a: Tensor, b: Tensor, axes: readonly number[]): boolean =>
  a.shape.length === b.shape.length && axes.every((axis) => sameDimension(a.shape[axis] ?? 0, b.shape[axis] ?? 0));

/** 1 / √d_k. */
const scaleOf = (queries: Tensor): number => 1 / Math.sqrt(known(queries.shape.slice(-1))[0] ?? 1);

/** [batch, heads, queries, d] to [queries, batch, heads · d]. */
function flat(context: Tensor): Tensor {
  const [batch = 1, heads = 1, queries = 1, width = 1] = context.shape;
  return reshape(transpose(context, [2, 0, 1, 3]), [queries, batch, Number(heads) * Number(width)]);
}

function maskOf(node: Node): Tensor | undefined {
  const given = node.inputs[3];
  if (node.attributes["causal"] !== 1) return given;
  const [queries = 0, keys = 0] = known([inputAt(node, 0).shape[0] ?? 0, inputAt(node, 1).shape[0] ?? 0]);
  const later = Float32Array.from({ length: queries * keys }, (_, i) => (i % keys > Math.floor(i / keys) ? NEVER : 0));
  const causal = constant(later, [queries, keys]);
  return given ? add(given, causal) : causal;
}

export interface AttentionOptions {
  /** Added to the scores: 0 where a query may look, far below zero where not. */
  readonly mask?: Tensor;
  /** Whether a query sees only keys up to its own place. */
  readonly isCausal?: boolean;
}

/** Scaled dot-product attention: see `attentionOp`. */
export function attention(q: Tensor, k: Tensor, v: Tensor, { mask, isCausal = false }: AttentionOptions = {}) {
  const [context, weights] = applyAll(attentionOp, mask ? [q, k, v, mask] : [q, k, v], { causal: isCausal ? 1 : 0 });
  if (!context || !weights) throw new Error("Attention has two outputs");
  return { context, weights };
}
