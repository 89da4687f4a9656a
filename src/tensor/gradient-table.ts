import { filled, scalar } from "./leaves.js";
import { conv, convTransposeOp } from "./ops/convolution.js";
import * as e from "./ops/elementwise.js";
import { gather, gatherElements, scatterElements, scatterNd } from "./ops/gather.js";
import { fusedMatMul, gemm } from "./ops/matrix.js";
import { concat, expand, reshape, slice, split, transpose } from "./ops/movement.js";
import { cumSum, reduceMean, reduceSum, softmax } from "./ops/reduce.js";
import { axisOf, known, sizeOf } from "./shape.js";
import { spreadAlong } from "./spread-along.js";
import { sumTo } from "./sum-to.js";
import {
  apply,
  BadUse,
  type Gradient,
  inputAt,
  type Node,
  numberIn,
  numbersIn,
  outputAt,
  shapesText,
  type Tensor,
} from "./tensor.js";
import { convolutionWeights, poolShares, type Windows, windowsOf } from "./window-gradients.js";

const { add, sub, mul, div, neg } = e;

/** dx of an op of one input, from its input x, its output y and dy. */
const from1 =
  (gradient: (dy: Tensor, x: Tensor, y: Tensor, node: Node) => Tensor): Gradient =>
  (node, [dy]) =>
    dy ? [gradient(dy, inputAt(node, 0), outputAt(node, 0), node)] : [];

/** da and db of an op of two inputs that were stretched to each other. */
const from2 =
  (gradient: (dy: Tensor, a: Tensor, b: Tensor, y: Tensor) => readonly [Tensor, Tensor]): Gradient =>
  (node, [dy]) => {
    if (!dy) return [];
    const [a, b] = [inputAt(node, 0), inputAt(node, 1)];
    const [da, db] = gradient(dy, a, b, outputAt(node, 0));
    return [sumTo(da, a.shape), sumTo(db, b.shape)];
  };

/** Whoever wins takes all, the first of equals. */
const winner = (wins: (a: Tensor, b: Tensor) => Tensor): Gradient =>
  from2((dy, a, b) => {
    const da = e.where(wins(a, b), dy, scalar(0));
    return [da, sub(dy, da)];
  });

/** What a reduction took away, put back: dy with the axes that were summed, each of extent one. */
function kept(node: Node, dy: Tensor): Tensor {
  const rank = inputAt(node, 0).shape.length;
  const axes = numbersIn(node.attributes, "axes").map((axis) => axisOf(axis, rank));
  return reshape(
    dy,
    inputAt(node, 0).shape.map((one, axis) => (axes.includes(axis) ? 1 : one)),
  );
}

/** The extreme of a reduction, to whoever has it; equals share evenly, as PyTorch's amax does. */
const extreme: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const x = inputAt(node, 0);
  const has = e.cast(e.equal(x, kept(node, outputAt(node, 0))), "float32");
  const count = reduceSum(has, numbersIn(node.attributes, "axes"), { keep: true });
  return [mul(has, div(kept(node, dy), count))];
};

/** Rows named more than once add up. */
const gatherGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const [x, places] = [inputAt(node, 0), inputAt(node, 1)];
  const axis = numberIn(node.attributes, "axis");
  const count = sizeOf(places.shape);
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const merged = reshape(dy, [...before, count, ...after]);
  const front = [axis, ...before.map((_, i) => i), ...after.map((_, i) => axis + 1 + i)];
  const rows = transpose(merged, front); // [count, before…, after…]
  const zeros = filled(0, known([x.shape[axis] ?? 0, ...before, ...after]));
  const back = [...before.map((_, i) => i + 1), 0, ...after.map((_, i) => axis + 1 + i)];
  return [transpose(scatterNd(zeros, reshape(e.cast(places, "int64"), [count, 1]), rows), back)];
};

const gemmGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const [a, b] = [inputAt(node, 0), inputAt(node, 1)];
  const [transA, transB] = [node.attributes["transA"] === 1, node.attributes["transB"] === 1];
  const alpha = numberIn(node.attributes, "alpha", 1);
  const beta = numberIn(node.attributes, "beta", 1);
  const da = transA
    ? gemm(b, dy, undefined, { transA: transB, transB: true, alpha })
    : gemm(dy, b, undefined, { transB: !transB, alpha });
  const db = transB
    ? gemm(dy, a, undefined, { transA: true, transB: transA, alpha })
    : gemm(a, dy, undefined, { transA: !transA, alpha });
  const c = node.inputs[2];
  return c ? [da, db, scaled(sumTo(dy, c.shape), beta)] : [da, db];
};

const scaled = (x: Tensor, factor: number): Tensor => (factor === 1 ? x : mul(x, scalar(factor)));

const matMulGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const [a, b] = [inputAt(node, 0), inputAt(node, 1)];
  if (a.shape.length > 2 && b.shape.length === 2) {
    // one big product instead of a sum of small ones
    const [inner = 1, columns = 1] = b.shape;
    const rows = reshape(dy, [-1, columns]);
    return [
      reshape(gemm(rows, b, undefined, { transB: true }), a.shape),
      gemm(reshape(a, [-1, inner]), rows, undefined, { transA: true }),
    ];
  }
  return [sumTo(fusedMatMul(dy, b, { transB: true }), a.shape), sumTo(fusedMatMul(a, dy, { transA: true }), b.shape)];
};

/** Puts [batch…, rows, columns] back to [rows, batch…, columns]. */
function unrolled(x: Tensor): Tensor {
  const rank = x.shape.length;
  return transpose(x, [rank - 2, ...Array.from({ length: rank - 2 }, (_, i) => i), rank - 1]);
}

const fusedMatMulGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const [a, b] = [inputAt(node, 0), inputAt(node, 1)];
  const flag = (name: string) => node.attributes[name] === 1;
  const [transA, transB] = [flag("transA"), flag("transB")];
  const [transBatchA, transBatchB] = [flag("transBatchA"), flag("transBatchB")];
  const alpha = numberIn(node.attributes, "alpha", 1);
  const da = transA
    ? fusedMatMul(b, dy, { transA: transB, transBatchA: transBatchB, transB: true, alpha })
    : fusedMatMul(dy, b, { transB: !transB, transBatchB, alpha });
  const db = transB
    ? fusedMatMul(dy, a, { transA: true, transB: transA, transBatchB: transBatchA, alpha })
    : fusedMatMul(a, dy, { transA: !transA, transBatchA, alpha });
  const back = (d: Tensor, x: Tensor, rolled: boolean) => sumTo(rolled ? unrolled(d) : d, x.shape);
  return [back(da, a, transBatchA), back(db, b, transBatchB)];
};

const sliceGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const x = inputAt(node, 0);
  const [starts, axes, steps] = ["starts", "axes", "steps"].map((name) => numbersIn(node.attributes, name));
  let d = dy;
  for (const [i, given] of (axes ?? []).entries()) {
    const axis = axisOf(given, x.shape.length);
    const [extent = 0] = known([x.shape[axis] ?? 0]);
    d = spreadAlong(d, { axis, extent, start: starts?.[i] ?? 0, step: steps?.[i] ?? 1 });
  }
  return [d];
};

const splitGradient: Gradient = (node, parts) => {
  const axis = numberIn(node.attributes, "axis");
  const whole = parts.map((part, i) => part ?? filled(0, known(outputAt(node, i).shape)));
  return [concat(whole, axis)];
};

const concatGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const axis = axisOf(numberIn(node.attributes, "axis"), dy.shape.length);
  return split(dy, known(node.inputs.map(({ shape }) => shape[axis] ?? 0)), axis);
};

const padGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const shape = known(inputAt(node, 0).shape);
  const before = numbersIn(node.attributes, "pads").slice(0, shape.length);
  return [
    slice(
      dy,
      before,
      before.map((one, axis) => one + (shape[axis] ?? 0)),
      shape.map((_, axis) => axis),
    ),
  ];
};

/** dx = (d − mean(d) − x̂·mean(d·x̂)) / σ where d = dy · scale. Source: Ba, Kiros & Hinton (2016), differentiated. */
const layerNormalizationGradient: Gradient = (node, [dy, ...others]) => {
  if (others.some((one) => one !== undefined)) throw new Error("LayerNormalization: mean and 1/σ have no gradient");
  if (!dy) return [];
  const [x, scale, shift] = [inputAt(node, 0), inputAt(node, 1), inputAt(node, 2)];
  const inverse = outputAt(node, 2);
  const normal = mul(sub(x, outputAt(node, 1)), inverse);
  const d = mul(dy, scale);
  const centred = sub(d, reduceMean(d, [-1], { keep: true }));
  const dx = mul(sub(centred, mul(normal, reduceMean(mul(d, normal), [-1], { keep: true }))), inverse);
  return [dx, sumTo(mul(dy, normal), scale.shape), sumTo(dy, shift.shape)];
};

const convGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const [x, weights] = [inputAt(node, 0), inputAt(node, 1)];
  const windows = windowsOf(node.attributes, known(weights.shape.slice(2)));
  const dx = convolutionInput(dy, x, weights, windows);
  const dw = convolutionWeights(x, dy, windows);
  return node.inputs[2] ? [dx, dw, reduceSum(dy, [0, ...windows.kernel.map((_, axis) => axis + 2)])] : [dx, dw];
};

/**
 * From so many channels on a convolution takes less time than a transposed one; below, that holds only where there are as many
 * channels as filters: 64 filters to 32 channels took 15.5 ms turned round and 8.8 ms transposed, 32 to 64 took 3.4 and 5.0.
 */
const TURNED_CHANNELS = 64;

function convolutionInput(dy: Tensor, x: Tensor, weights: Tensor, windows: Windows): Tensor {
  const { kernel, strides, dilations, pads, group } = windows;
  const unit = (list: readonly number[]) => list.every((one) => one === 1);
  const [filters = 0, channels = 0] = known(weights.shape);
  const isNarrower = channels < filters && channels < TURNED_CHANNELS;
  if (unit(strides) && unit(dilations) && group === 1 && !isNarrower) {
    // a convolution with the kernel turned round is the faster way to the same numbers
    const axes = kernel.map((_, axis) => axis + 2);
    const back = axes.map(() => -1);
    const turned = slice(
      transpose(weights, [1, 0, ...axes]),
      back,
      axes.map(() => -(2 ** 31)),
      axes,
      back,
    );
    return conv(dy, turned, undefined, { pads: pads.map((one, i) => (kernel[i % kernel.length] ?? 1) - 1 - one) });
  }
  const missed = known(x.shape.slice(2)).map((extent, axis) => {
    const reach = (dilations[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1;
    return (extent + (pads[axis] ?? 0) + (pads[axis + kernel.length] ?? 0) - reach) % (strides[axis] ?? 1);
  });
  const { kernel: kernel_shape, ...rest } = windows;
  return apply(convTransposeOp, [dy, weights], { kernel_shape, ...rest, output_padding: missed });
}

const convTransposeGradient: Gradient = (node, [dy]) => {
  if (!dy) return [];
  const [x, weights] = [inputAt(node, 0), inputAt(node, 1)];
  const { kernel, ...windows } = windowsOf(node.attributes, known(weights.shape.slice(2)));
  return [conv(dy, weights, undefined, windows), convolutionWeights(dy, x, { kernel, ...windows })];
};

const none: Gradient = () => [];

/**
 * The gradient of every primitive: what ∂loss/∂inputs is, given ∂loss/∂outputs. Ops that answer places, orders or
 * truths have none.
 */
export const gradientTable: Readonly<Record<string, Gradient>> = {
  Neg: from1((dy) => neg(dy)),
  Exp: from1((dy, _, y) => mul(dy, y)),
  Log: from1((dy, x) => div(dy, x)),
  Sqrt: from1((dy, _, y) => div(dy, mul(y, scalar(2)))),
  Abs: from1((dy, x) => mul(dy, e.sign(x))),
  Sign: none,
  Sin: from1((dy, x) => mul(dy, e.cos(x))),
  Cos: from1((dy, x) => neg(mul(dy, e.sin(x)))),
  Tanh: from1((dy, _, y) => mul(dy, sub(scalar(1), mul(y, y)))),
  Sigmoid: from1((dy, _, y) => mul(dy, mul(y, sub(scalar(1), y)))),
  Relu: from1((dy, _, y) => e.where(e.greater(y, scalar(0)), dy, scalar(0))),
  Softplus: from1((dy, x) => mul(dy, e.sigmoid(x))),
  Erf: from1((dy, x) => mul(dy, mul(e.exp(neg(mul(x, x))), scalar(2 / Math.sqrt(Math.PI))))),
  Reciprocal: from1((dy, _, y) => neg(mul(dy, mul(y, y)))),
  LeakyRelu: from1((dy, x, _, { attributes }) =>
    e.where(e.less(x, scalar(0)), mul(dy, scalar(numberIn(attributes, "alpha"))), dy),
  ),
  Elu: from1((dy, x, y, { attributes }) =>
    e.where(e.less(x, scalar(0)), mul(dy, add(y, scalar(numberIn(attributes, "alpha")))), dy),
  ),
  // Φ(x) + x·φ(x)
  Gelu: from1((dy, x) => {
    const below = mul(add(e.erf(mul(x, scalar(Math.SQRT1_2))), scalar(1)), scalar(0.5));
    const density = mul(e.exp(mul(mul(x, x), scalar(-0.5))), scalar(1 / Math.sqrt(2 * Math.PI)));
    return mul(dy, add(below, mul(x, density)));
  }),
  Not: none,
  Add: from2((dy) => [dy, dy]),
  Sub: from2((dy) => [dy, neg(dy)]),
  Mul: from2((dy, a, b) => [mul(dy, b), mul(dy, a)]),
  Div: from2((dy, _, b, y) => [div(dy, b), neg(div(mul(dy, y), b))]),
  Pow: from2((dy, a, b, y) => [mul(dy, mul(b, e.pow(a, sub(b, scalar(1))))), mul(dy, mul(y, e.log(a)))]),
  Max: winner(e.greaterOrEqual),
  Min: winner(e.lessOrEqual),
  Equal: none,
  Greater: none,
  GreaterOrEqual: none,
  Less: none,
  LessOrEqual: none,
  And: none,
  Or: none,
  Where: (node, [dy]) => {
    if (!dy) return [];
    const [condition, yes, no] = [inputAt(node, 0), inputAt(node, 1), inputAt(node, 2)];
    return [
      undefined,
      sumTo(e.where(condition, dy, scalar(0)), yes.shape),
      sumTo(e.where(condition, scalar(0), dy), no.shape),
    ];
  },
  Cast: none,

  Reshape: from1((dy, x) => reshape(dy, x.shape)),
  Transpose: from1((dy, _x, _y, { attributes }) => {
    const perm = numbersIn(attributes, "perm");
    return transpose(
      dy,
      perm.map((_, axis) => perm.indexOf(axis)),
    );
  }),
  Concat: concatGradient,
  Split: splitGradient,
  Slice: sliceGradient,
  Expand: from1((dy, x) => sumTo(dy, x.shape)),
  Pad: padGradient,

  ReduceSum: from1((dy, x, _, node) => expand(kept(node, dy), x.shape)),
  ReduceMean: from1((dy, x, y, node) =>
    expand(mul(kept(node, dy), scalar(sizeOf(y.shape) / sizeOf(x.shape))), x.shape),
  ),
  ReduceMax: extreme,
  ReduceMin: extreme,
  ReduceLogSumExp: from1((dy, x, y, node) => mul(kept(node, dy), e.exp(sub(x, kept(node, y))))),
  Softmax: from1((dy, _, y) => mul(y, sub(dy, reduceSum(mul(dy, y), [-1], { keep: true })))),
  LogSoftmax: from1((dy, x) => sub(dy, mul(softmax(x), reduceSum(dy, [-1], { keep: true })))),
  ArgMax: none,
  TopK: (node, [dy]) => {
    const x = inputAt(node, 0);
    return dy ? [scatterElements(filled(0, known(x.shape)), outputAt(node, 1), dy, x.shape.length - 1)] : [];
  },
  CumSum: from1((dy, x, _, { attributes }) =>
    cumSum(dy, axisOf(numbersIn(attributes, "axis")[0] ?? 0, x.shape.length), { reverse: attributes["reverse"] !== 1 }),
  ),

  MatMul: matMulGradient,
  Gemm: gemmGradient,
  FusedMatMul: fusedMatMulGradient,

  Gather: gatherGradient,
  GatherElements: (node, [dy]) => {
    const x = inputAt(node, 0);
    return dy
      ? [scatterElements(filled(0, known(x.shape)), inputAt(node, 1), dy, numberIn(node.attributes, "axis"))]
      : [];
  },
  ScatterND: (node, [dy]) => {
    if (!dy) return [];
    const places = inputAt(node, 1);
    if (places.shape.at(-1) !== 1)
      throw new BadUse("ScatterND", shapesText(node.inputs), "places [n…, 1] where it is differentiated");
    return [dy, undefined, gather(dy, reshape(places, places.shape.slice(0, -1)))];
  },
  ScatterElements: (node, [dy]) => {
    const axis = numberIn(node.attributes, "axis");
    return dy ? [dy, undefined, gatherElements(dy, inputAt(node, 1), axis)] : [];
  },

  Conv: convGradient,
  ConvTranspose: convTransposeGradient,
  MaxPool: (node, [dy]) => (dy ? [poolShares(node, dy, "first greatest")] : []),
  AveragePool: (node, [dy]) => (dy ? [poolShares(node, dy, "even")] : []),

  LayerNormalization: layerNormalizationGradient,
};
