import { savedIn } from "../lowered.js";
import { conv, convOp, maxPool } from "../ops/convolution.js";
import { add, relu } from "../ops/elementwise.js";
import { gemm } from "../ops/matrix.js";
import { concat, reshape, slice, transpose } from "../ops/movement.js";
import { reduceSum } from "../ops/reduce.js";
import { known } from "../shape.js";
import { spreadAlong } from "../spread-along.js";
import { apply, BadUse, inputAt, type Node, numbersIn, type Op, shapesText, type Tensor } from "../tensor.js";
import { tapsOf } from "../window-gradients.js";
import { contest, interleaved, prizes } from "./pool-tiles.js";

const FEW_CHANNELS = 4; // beyond, laying out every window beside every other costs more than it saves

/**
 * A convolution and the greatest of every 2 × 2 of its places, without the places between them ever lying in memory as a picture: each of the
 * four places of a pool window is one matrix product over all windows. [batch, channels, height, width], [filters, channels, kernel…] and
 * [filters] to [batch, height′, width′, filters], channels last.
 */
export const convolutionPoolOp: Op = {
  name: "ConvolutionPool",
  isAskedPlain: true,
  infer(inputs) {
    const [x, weights, bias] = inputs;
    if (
      x?.shape.length !== 4 ||
      weights?.shape.length !== 4 ||
      weights.shape[1] !== x.shape[1] ||
      bias?.shape[0] !== weights.shape[0]
    ) {
      throw new BadUse(
        "ConvolutionPool",
        shapesText(inputs),
        "[batch, channels, height, width], [filters, channels, …] and [filters]",
      );
    }
    return [{ shape: [x.shape[0] ?? 1, ...pooledExtents(x, weights), weights.shape[0] ?? 1], type: "float32" }];
  },

  plain: (node) => [
    transpose(maxPool(conv(inputAt(node, 0), inputAt(node, 1), inputAt(node, 2)), [2, 2]), [0, 2, 3, 1]),
  ],

  fast(node) {
    const [weights, bias] = [inputAt(node, 1), inputAt(node, 2)];
    const columns = columnsOf(node);
    const flat = flatWeights(weights);
    const { greatest, wins } = contest(columns.map((one) => gemm(one, flat, bias))); // [windows, filters]
    const saved = Object.fromEntries([
      ...columns.map((one, i) => [`columns ${i}`, one] as const),
      ...wins.map((win, i) => [`win ${i}`, win] as const),
    ]);
    return { outputs: [reshape(greatest, node.outputs[0]?.shape ?? [])], saved };
  },

  gradient(node, [dy]) {
    if (!dy) return [];
    const [x, weights] = [inputAt(node, 0), inputAt(node, 1)];
    const [filters = 1, channels = 1, ...kernel] = known(weights.shape);
    const rows = reshape(dy, [-1, filters]);
    const four = prizes(
      [0, 1, 2].map((i) => savedIn(node, `win ${i}`)),
      rows,
    );
    const flat = four.map((d, i) => gemm(savedIn(node, `columns ${i}`), d, undefined, { transA: true })).reduce(add);
    const dWeights = transpose(reshape(flat, [...kernel, channels, filters]), [3, 2, 0, 1]);
    return [inputGradient(four, x, weights, dy), dWeights, reduceSum(rows, [0])];
  },
};

/** The gradient laid out as the convolution's places, and convolved with the kernel turned round. */
function inputGradient(four: readonly Tensor[], x: Tensor, weights: Tensor, dy: Tensor): Tensor {
  const pictures = four.map((d) => transpose(reshape(d, dy.shape), [0, 3, 1, 2]));
  const kernel = known(weights.shape.slice(2));
  const inner = known(x.shape.slice(2)).map((extent, axis) => extent - (kernel[axis] ?? 1) + 1);
  const places = inner.reduce(
    (laid, extent, axis) => spreadAlong(laid, { axis: axis + 2, extent, start: 0, step: 1 }),
    interleaved(pictures),
  );
  const turned = slice(transpose(weights, [1, 0, 2, 3]), [-1, -1], [-(2 ** 31), -(2 ** 31)], [2, 3], [-1, -1]);
  return conv(places, turned, undefined, { pads: [...kernel, ...kernel].map((extent) => extent - 1) });
}

function pooledExtents(x: Tensor, weights: Tensor): number[] {
  const kernel = known(weights.shape.slice(2));
  return known(x.shape.slice(2)).map((extent, axis) => {
    const pooled = Math.floor((extent - (kernel[axis] ?? 1) + 1) / 2);
    if (pooled < 1)
      throw new BadUse("ConvolutionPool", `an extent of ${extent}`, `at least ${(kernel[axis] ?? 1) + 1}`);
    return pooled;
  });
}

/** For each place of a pool window: what the convolution sees there, [windows, kernel · channels]. */
function columnsOf(node: Node): Tensor[] {
  const [x, weights] = [inputAt(node, 0), inputAt(node, 1)];
  const [, channels = 1, height = 1, width = 1] = [0, ...known(x.shape.slice(1))];
  const last = channels === 1 ? reshape(x, [x.shape[0] ?? 1, height, width, 1]) : transpose(x, [0, 2, 3, 1]);
  const [rows = 1, columns = 1] = pooledExtents(x, weights);
  return [0, 1, 2, 3].map((place) => {
    const seen = tapsOf(known(weights.shape.slice(2))).map(([down = 0, right = 0]) => {
      const [top, left] = [(place >> 1) + down, (place & 1) + right];
      return reshape(slice(last, [top, left], [top + 2 * rows - 1, left + 2 * columns - 1], [1, 2], [2, 2]), [
        -1,
        channels,
      ]);
    });
    return concat(seen, 1);
  });
}

/** [filters, channels, kernel…] to [kernel · channels, filters]. */
function flatWeights(weights: Tensor): Tensor {
  const [filters = 1] = known(weights.shape);
  return reshape(transpose(weights, [2, 3, 1, 0]), [-1, filters]);
}

/**
 * The greatest of every 2 × 2 places of relu(conv(x)) or conv(x), where `x` is one of those and the convolution is of a kind that is faster
 * this way; null where it is not. [batch, filters, height, width].
 */
export function convolutionPool(x: Tensor): Tensor | null {
  const isRelu = x.node.op.name === "Relu";
  const source = isRelu ? inputAt(x.node, 0) : x;
  const { op, inputs, attributes } = source.node;
  if (op !== convOp || inputs.length !== 3) return null;
  const [picture, weights] = [inputAt(source.node, 0), inputAt(source.node, 1)];
  const isPlain =
    ["strides", "dilations"].every((name) => numbersIn(attributes, name).every((one) => one === 1)) &&
    numbersIn(attributes, "pads").every((one) => one === 0);
  if (!isPlain || attributes["group"] !== 1 || weights.shape.length !== 4 || Number(weights.shape[1]) > FEW_CHANNELS)
    return null;
  const pooled = apply(convolutionPoolOp, [picture, ...inputs.slice(1)]);
  return transpose(isRelu ? relu(pooled) : pooled, [0, 3, 1, 2]); // relu keeps the order of numbers: a quarter of the work after it
}
