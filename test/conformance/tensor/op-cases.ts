import { attention } from "#tensor/composites/attention.js";
import { convolutionPool, convolutionPoolOp } from "#tensor/composites/convolution-pool.js";
import { gru } from "#tensor/composites/gru.js";
import { lstm } from "#tensor/composites/lstm.js";
import { normalisedDense } from "#tensor/composites/normalised-dense.js";
import { poolTiles } from "#tensor/composites/pool-tiles.js";
import * as c from "#tensor/ops/convolution.js";
import * as e from "#tensor/ops/elementwise.js";
import * as g from "#tensor/ops/gather.js";
import * as x from "#tensor/ops/matrix.js";
import * as m from "#tensor/ops/movement.js";
import { layerNormalization } from "#tensor/ops/normalise.js";
import * as r from "#tensor/ops/reduce.js";
import { apply, type Tensor } from "#tensor/tensor.js";

/** What the numbers of an input are like. */
export type Kind = "normal" | "positive" | "ties" | "bool" | { readonly below: number };

export interface Given {
  readonly shape: readonly number[];
  readonly kind: Kind;
}

/** One use of an op on inputs of random shapes. */
export interface OpCase {
  readonly name: string;
  readonly inputs: readonly Given[];
  build(inputs: readonly Tensor[]): readonly Tensor[];
}

type Random = (below: number) => number;
type Cases = (random: Random) => OpCase[];

const of = (shape: readonly number[], kind: Kind = "normal"): Given => ({ shape, kind });
const one = (
  name: string,
  inputs: readonly Given[],
  build: (...inputs: Tensor[]) => Tensor | readonly Tensor[],
): OpCase => ({
  name,
  inputs,
  build: (given) => {
    const built = build(...given);
    return "node" in built ? [built] : built;
  },
});

/** A random shape; an extent is one now and then. */
function someShape(random: Random, rank: number): number[] {
  return Array.from({ length: rank }, () => (random(4) === 0 ? 1 : 1 + random(4)));
}

/** Two shapes that stretch to each other. */
function pairOf(random: Random): [number[], number[]] {
  const whole = someShape(random, 1 + random(3));
  const part = (shape: number[]) => shape.map((extent) => (random(3) === 0 ? 1 : extent)).slice(random(shape.length));
  return random(2) === 0 ? [whole, part(whole)] : [part(whole), whole];
}

const unary =
  (build: (input: Tensor) => Tensor, kind: Kind = "normal"): Cases =>
  (random) =>
    [1, 2, 3].map((rank) => one(`rank ${rank}`, [of(someShape(random, rank), kind)], build));

const binary =
  (build: (a: Tensor, b: Tensor) => Tensor, kinds: readonly Kind[] = ["normal", "normal"]): Cases =>
  (random) =>
    Array.from({ length: 4 }, () => {
      const [a, b] = pairOf(random);
      return one(`[${a}] and [${b}]`, [of(a, kinds[0]), of(b, kinds[1])], build);
    });

const logic = (build: (a: Tensor, b: Tensor) => Tensor) =>
  binary((a, b) => e.cast(build(a, b), "float32"), ["ties", "ties"]);

const reduction =
  (build: typeof r.reduceSum, kind: Kind = "normal"): Cases =>
  (random) => [
    one("all", [of(someShape(random, 3), kind)], (input) => build(input)),
    one("last axis, kept", [of([2, 1, 4], kind)], (input) => build(input, [-1], { keep: true })),
    one("two axes", [of(someShape(random, 3), kind)], (input) => build(input, [0, 2])),
  ];

/** Cases of every op, by name: an op without any fails the suite. */
export const opCases: Readonly<Record<string, Cases>> = {
  Neg: unary(e.neg),
  Exp: unary(e.exp),
  Log: unary(e.log, "positive"),
  Sqrt: unary(e.sqrt, "positive"),
  Abs: unary(e.abs),
  Sign: unary(e.sign),
  Sin: unary(e.sin),
  Cos: unary(e.cos),
  Tanh: unary(e.tanh),
  Sigmoid: unary(e.sigmoid),
  Relu: unary(e.relu),
  Softplus: unary(e.softplus),
  Erf: unary(e.erf),
  Reciprocal: unary(e.reciprocal, "positive"),
  LeakyRelu: unary((input) => e.leakyRelu(input, 0.2)),
  Elu: unary((input) => e.elu(input, 1.5)),
  Gelu: unary(e.gelu),
  Not: unary((input) => e.cast(e.not(input), "float32"), "bool"),
  Add: binary(e.add),
  Sub: binary(e.sub),
  Mul: binary(e.mul),
  Div: binary(e.div, ["normal", "positive"]),
  Pow: binary(e.pow, ["positive", "normal"]),
  Max: binary(e.max),
  Min: binary(e.min),
  Equal: logic(e.equal),
  Greater: logic(e.greater),
  GreaterOrEqual: logic(e.greaterOrEqual),
  Less: logic(e.less),
  LessOrEqual: logic(e.lessOrEqual),
  And: binary((a, b) => e.cast(e.and(a, b), "float32"), ["bool", "bool"]),
  Or: binary((a, b) => e.cast(e.or(a, b), "float32"), ["bool", "bool"]),
  Where: (random) => [
    one("one shape", [of([2, 3], "bool"), of([2, 3]), of([2, 3])], e.where),
    one("stretched", [of([2, 1], "bool"), of([1, 3]), of([])], e.where),
    one("stretched condition", [of(someShape(random, 1), "bool"), of([3, 2, 1]), of([1, 2, 1])], (condition, yes, no) =>
      e.where(condition, yes, no),
    ),
  ],
  Cast: unary((input) => e.cast(e.cast(input, "float32"), "float32"), "bool"),

  Reshape: (random) => {
    const shape = someShape(random, 3);
    return [
      one("flat", [of(shape)], (input) => m.reshape(input, [-1])),
      one("more axes", [of([4, 6])], (input) => m.reshape(input, [2, -1, 3])),
    ];
  },
  Transpose: (random) => [
    one("two axes", [of(someShape(random, 2))], (input) => m.transpose(input, [1, 0])),
    one("four axes", [of(someShape(random, 4))], (input) => m.transpose(input, [2, 0, 3, 1])),
  ],
  Concat: () => [one("middle", [of([2, 1, 3]), of([2, 4, 3]), of([2, 2, 3])], (...all) => m.concat(all, 1))],
  Split: () => [
    one("all parts", [of([3, 5])], (input) => m.split(input, [1, 3, 1], 1)),
    one("one part of two", [of([4])], (input) => m.split(input, [3, 1], 0)[1] ?? input),
  ],
  Slice: () => [
    one("from the front", [of([5, 3])], (input) => m.slice(input, [1], [4], [0])),
    one("every second", [of([7, 3])], (input) => m.slice(input, [1, 0], [7, 2], [0, 1], [2, 1])),
    one("backwards", [of([2, 5])], (input) => m.slice(input, [-1], [-(2 ** 31)], [1], [-1])),
    one("backwards by two", [of([2, 6])], (input) => m.slice(input, [-2], [-(2 ** 31)], [1], [-2])),
  ],
  Expand: () => [one("two axes", [of([3, 1])], (input) => m.expand(input, [2, 3, 4]))],
  Pad: () => [one("before and after", [of([2, 3])], (input) => m.pad(input, [1, 0, 0, 2]))],

  ReduceSum: reduction(r.reduceSum),
  ReduceMean: reduction(r.reduceMean),
  ReduceMax: reduction(r.reduceMax),
  ReduceMin: reduction(r.reduceMin),
  ReduceLogSumExp: reduction(r.reduceLogSumExp),
  Softmax: unary(r.softmax),
  LogSoftmax: unary(r.logSoftmax),
  ArgMax: () => [one("last axis", [of([3, 4])], (input) => e.cast(r.argMax(input), "float32"))],
  TopK: () => [one("two of five", [of([3, 5])], (input) => r.topK(input, 2)[0] ?? input)],
  CumSum: () => [
    one("forwards", [of([3, 4])], (input) => r.cumSum(input, 1)),
    one("backwards", [of([3, 4])], (input) => r.cumSum(input, 0, { reverse: true })),
  ],

  MatMul: () => [
    one("matrices", [of([2, 3]), of([3, 4])], x.matMul),
    one("batches by a matrix", [of([2, 3, 4]), of([4, 2])], x.matMul),
    one("stretched batches", [of([2, 1, 3, 4]), of([3, 4, 2])], x.matMul),
  ],
  Gemm: () => [
    one("plain", [of([2, 3]), of([3, 4])], (a, b) => x.gemm(a, b)),
    one("with a row", [of([2, 3]), of([3, 4]), of([4])], (a, b, bias) => x.gemm(a, b, bias)),
    one("first transposed", [of([3, 2]), of([3, 4]), of([2, 1])], (a, b, bias) =>
      x.gemm(a, b, bias, { transA: true, alpha: 0.5 }),
    ),
    one("second transposed", [of([2, 3]), of([4, 3])], (a, b) => x.gemm(a, b, undefined, { transB: true })),
    one("both transposed", [of([3, 2]), of([4, 3]), of([])], (a, b, bias) =>
      x.gemm(a, b, bias, { transA: true, transB: true }),
    ),
  ],
  FusedMatMul: () => [
    one("scaled", [of([2, 2, 3]), of([2, 3, 4])], (a, b) => x.fusedMatMul(a, b, { alpha: 0.3 })),
    one("transposed", [of([2, 3, 2]), of([2, 4, 3])], (a, b) => x.fusedMatMul(a, b, { transA: true, transB: true })),
    one("rows first, as queries and keys", [of([4, 2, 3, 5]), of([6, 2, 3, 5])], (a, b) =>
      x.fusedMatMul(a, b, { transBatchA: true, transBatchB: true, transB: true, alpha: 0.5 }),
    ),
    one("rows first, as weights and values", [of([2, 3, 4, 6]), of([6, 2, 3, 5])], (a, b) =>
      x.fusedMatMul(a, b, { transBatchB: true }),
    ),
    one("both rows first, first transposed", [of([4, 2, 3, 5]), of([4, 2, 3, 6])], (a, b) =>
      x.fusedMatMul(a, b, { transBatchA: true, transBatchB: true, transA: true }),
    ),
  ],

  Gather: () => [
    one("rows, some twice", [of([3, 2]), of([2, 4], { below: 3 })], (input, places) => g.gather(input, places)),
    one("middle axis", [of([2, 5, 3]), of([3], { below: 5 })], (input, places) => g.gather(input, places, 1)),
  ],
  GatherElements: () => [
    one("columns", [of([3, 4]), of([3, 2], { below: 4 })], (input, places) => g.gatherElements(input, places, 1)),
  ],
  ScatterND: () => [one("rows, some twice", [of([3, 2]), of([5, 1], { below: 3 }), of([5, 2])], g.scatterNd)],
  ScatterElements: () => [
    one("columns, some twice", [of([2, 3]), of([2, 5], { below: 3 }), of([2, 5])], (input, places, more) =>
      g.scatterElements(input, places, more, 1),
    ),
  ],

  Conv: () => [
    one("plain", [of([2, 2, 5, 4]), of([3, 2, 3, 3]), of([3])], (input, w, b) => c.conv(input, w, b)),
    one("padded", [of([2, 1, 4, 4]), of([2, 1, 3, 3])], (input, w) =>
      c.conv(input, w, undefined, { pads: [1, 1, 1, 1] }),
    ),
    one("padded, with more channels than filters", [of([2, 3, 4, 4]), of([2, 3, 3, 3])], (input, w) =>
      c.conv(input, w, undefined, { pads: [1, 0, 1, 0] }),
    ),
    one("strided, not evenly", [of([1, 2, 6, 5]), of([2, 2, 3, 2])], (input, w) =>
      c.conv(input, w, undefined, { strides: [2, 2], pads: [1, 0, 1, 0] }),
    ),
    one("in groups", [of([2, 4, 4, 3]), of([6, 2, 2, 2])], (input, w) => c.conv(input, w, undefined, { group: 2 })),
    one("dilated, along one axis", [of([2, 3, 9]), of([2, 3, 3])], (input, w) =>
      c.conv(input, w, undefined, { dilations: [2], pads: [4, 0] }),
    ),
    one("of one by one, strided", [of([2, 3, 4, 4]), of([2, 3, 1, 1])], (input, w) =>
      c.conv(input, w, undefined, { strides: [2, 2] }),
    ),
  ],
  ConvTranspose: () => [
    one("strided", [of([2, 2, 3, 3]), of([2, 3, 3, 2])], (input, w) =>
      apply(c.convTransposeOp, [input, w], {
        kernel_shape: [3, 2],
        strides: [2, 2],
        dilations: [1, 1],
        pads: [1, 0, 1, 0],
        group: 1,
        output_padding: [1, 0],
      }),
    ),
  ],
  MaxPool: () => [
    one("tiles", [of([2, 2, 4, 6])], (input) => c.maxPool(input, [2, 2])),
    one("tiles that leave a rest", [of([1, 2, 5, 5])], (input) => c.maxPool(input, [2, 2])),
    one("overlapping, padded", [of([2, 1, 5, 5])], (input) =>
      c.maxPool(input, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }),
    ),
    one("along one axis", [of([2, 3, 6])], (input) => c.maxPool(input, [3])),
  ],
  AveragePool: () => [
    one("tiles", [of([2, 2, 4, 4])], (input) => c.averagePool(input, [2, 2])),
    one("overlapping, padded", [of([1, 2, 5, 5])], (input) =>
      c.averagePool(input, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }),
    ),
  ],

  LayerNormalization: () => [
    one(
      "rows",
      [of([3, 5]), of([5]), of([5])],
      (input, scale, shift) => layerNormalization(input, scale, shift, 1e-5)[0] ?? input,
    ),
    one(
      "of a sequence",
      [of([2, 1, 4]), of([4]), of([4])],
      (input, scale, shift) => layerNormalization(input, scale, shift, 1e-3)[0] ?? input,
    ),
  ],

  Attention: () => {
    const sizes = [of([3, 2, 2, 4]), of([3, 2, 2, 4]), of([3, 2, 2, 4])];
    const both = ({ context, weights }: ReturnType<typeof attention>) => [context, weights];
    return [
      one(
        "context alone",
        [of([3, 2, 1, 4]), of([5, 2, 1, 4]), of([5, 2, 1, 4])],
        (q, k, v) => attention(q, k, v).context,
      ),
      one("causal, weights too", sizes, (q, k, v) => both(attention(q, k, v, { isCausal: true }))),
      one(
        "weights alone, masked",
        [...sizes, of([2, 1, 1, 3])],
        (q, k, v, mask) => attention(q, k, v, { ...(mask && { mask }) }).weights,
      ),
      one("causal and masked", [...sizes, of([2, 2, 3, 3])], (q, k, v, mask) =>
        both(attention(q, k, v, { isCausal: true, ...(mask && { mask }) })),
      ),
    ];
  },
  NormalisedDense: () => {
    const norm = [of([3, 5]), of([5]), of([5])];
    const layers = [of([5, 2]), of([2]), of([5, 4]), of([4])];
    const build = (x: Tensor, scale: Tensor, shift: Tensor, ...rest: Tensor[]) =>
      normalisedDense(
        x,
        { scale, shift, epsilon: 1e-3 },
        rest.flatMap((weights, i) => (i % 2 === 0 && rest[i + 1] ? [{ weights, bias: rest[i + 1]! }] : [])),
      );
    return [
      one("one layer", [...norm, ...layers.slice(0, 2)], build),
      one("two layers", [...norm, ...layers], build),
      one(
        "two layers, one that matters",
        [...norm, ...layers],
        (...given) => build(...(given as [Tensor, Tensor, Tensor]))[1]!,
      ),
    ];
  },
  GatedRecurrence: () => {
    const weights = [of([6, 4]), of([6, 2]), of([6]), of([6])];
    const run = (
      x: Tensor,
      inputWeights: Tensor,
      hiddenWeights: Tensor,
      inputBias: Tensor,
      hiddenBias: Tensor,
      ...first: Tensor[]
    ) => gru({ x, inputWeights, hiddenWeights, inputBias, hiddenBias, first });
    return [
      one(
        "last state",
        [of([3, 2, 4]), ...weights],
        (...given) => run(...(given as [Tensor, Tensor, Tensor, Tensor, Tensor])).last,
      ),
      one("all states and the last, from a first", [of([3, 2, 4]), ...weights, of([2, 2])], (...given) => {
        const { states, last } = run(...(given as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]));
        return [states, last];
      }),
      one(
        "of one place",
        [of([1, 1, 4]), ...weights],
        (...given) => run(...(given as [Tensor, Tensor, Tensor, Tensor, Tensor])).states,
      ),
    ];
  },
  LongShortTermMemory: () => {
    const weights = [of([8, 4]), of([8, 2]), of([8]), of([8])];
    const run = (
      x: Tensor,
      inputWeights: Tensor,
      hiddenWeights: Tensor,
      inputBias: Tensor,
      hiddenBias: Tensor,
      ...first: Tensor[]
    ) => lstm({ x, inputWeights, hiddenWeights, inputBias, hiddenBias, first });
    return [
      one(
        "last state",
        [of([3, 2, 4]), ...weights],
        (...given) => run(...(given as [Tensor, Tensor, Tensor, Tensor, Tensor])).last,
      ),
      one(
        "all states, the last and its cell, from first ones",
        [of([3, 2, 4]), ...weights, of([2, 2]), of([2, 2])],
        (...given) => {
          const { states, last, cell } = run(...(given as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]));
          return [states, last, cell];
        },
      ),
      one(
        "of one place",
        [of([1, 1, 4]), ...weights],
        (...given) => run(...(given as [Tensor, Tensor, Tensor, Tensor, Tensor])).states,
      ),
    ];
  },
  PoolTiles: () => [
    one("even extents", [of([2, 2, 4, 6])], poolTiles),
    one("odd extents", [of([2, 3, 5, 3])], poolTiles),
    one("one window", [of([1, 1, 2, 2])], poolTiles),
  ],
  ConvolutionPool: () => [
    one("one channel", [of([2, 1, 6, 6]), of([3, 1, 3, 3]), of([3])], (...given) => apply(convolutionPoolOp, given)),
    one("odd places, three channels", [of([2, 3, 5, 7]), of([2, 3, 3, 2]), of([2])], (...given) =>
      apply(convolutionPoolOp, given),
    ),
    one(
      "found in a convolution, its relu and pool",
      [of([2, 2, 6, 6]), of([3, 2, 3, 3]), of([3])],
      (x, w, b) => convolutionPool(e.relu(c.conv(x, w, b)))!,
    ),
  ],
};
