import { scalar } from "../leaves.js";
import { savedIn } from "../lowered.js";
import { maxPool } from "../ops/convolution.js";
import { greaterOrEqual, max, sub, where } from "../ops/elementwise.js";
import { concat, pad, reshape, slice } from "../ops/movement.js";
import { known } from "../shape.js";
import { apply, BadUse, inputAt, type Op, shapesText, type Tensor } from "../tensor.js";

/** The greatest of four, the first of equals, and what decides where its gradient goes. */
export interface Contest {
  readonly greatest: Tensor;
  /** Whether the winner of the first two is at least that of the last two, whether the first of each two is at least the second. */
  readonly wins: readonly [Tensor, Tensor, Tensor];
}

/** @param four in row-major order of a window of 2 × 2 */
export function contest(four: readonly Tensor[]): Contest {
  const [a, b, c, d] = four;
  if (!a || !b || !c || !d) throw new Error("a window of 2 × 2 has four places");
  const [upper, lower] = [max(a, b), max(c, d)];
  return {
    greatest: max(upper, lower),
    wins: [greaterOrEqual(upper, lower), greaterOrEqual(a, b), greaterOrEqual(c, d)],
  };
}

/** The gradient of the greatest, to the one of four that won. */
export function prizes([isUpper, isFirst, isThird]: readonly Tensor[], d: Tensor): [Tensor, Tensor, Tensor, Tensor] {
  if (!isUpper || !isFirst || !isThird) throw new Error("three comparisons");
  const upper = where(isUpper, d, scalar(0));
  const lower = sub(d, upper);
  const [first, third] = [where(isFirst, upper, scalar(0)), where(isThird, lower, scalar(0))];
  return [first, sub(upper, first), third, sub(lower, third)];
}

/** Four pictures of [.., height, width] whose places become windows of 2 × 2 of one of [.., 2 height, 2 width]. */
export function interleaved(four: readonly Tensor[]): Tensor {
  const [a, b, c, d] = four.map((one) => {
    const [batch = 1, channels = 1, height = 1, width = 1] = known(one.shape);
    return reshape(one, [batch, channels, height, 1, width, 1]);
  });
  if (!a || !b || !c || !d) throw new Error("a window of 2 × 2 has four places");
  const rows = concat([concat([a, b], 5), concat([c, d], 5)], 3);
  const [batch = 1, channels = 1, height = 1, , width = 1] = known(rows.shape);
  return reshape(rows, [batch, channels, 2 * height, 2 * width]);
}

/**
 * The greatest of every 2 × 2 places of [batch, channels, height, width]: MaxPool of that kernel, written as comparisons of four
 * pictures, because ONNX Runtime has no gradient of its MaxPool and a mask of equals would pay ties four times.
 */
export const poolTilesOp: Op = {
  name: "PoolTiles",
  isAskedPlain: true,
  infer(inputs) {
    const [x] = inputs;
    const [height = 0, width = 0] = x ? known(x.shape.slice(2)) : [];
    if (x?.shape.length !== 4 || height < 2 || width < 2)
      throw new BadUse("PoolTiles", shapesText(inputs), "[batch, channels, height, width] of at least 2 × 2");
    return [{ shape: [...x.shape.slice(0, 2), Math.floor(height / 2), Math.floor(width / 2)], type: "float32" }];
  },
  plain: (node) => [maxPool(inputAt(node, 0), [2, 2])],
  fast(node) {
    const x = inputAt(node, 0);
    const [height = 0, width = 0] = known(x.shape.slice(2)).map((extent) => 2 * Math.floor(extent / 2));
    const four = [0, 1, 2, 3].map((place) => slice(x, [place >> 1, place & 1], [height, width], [2, 3], [2, 2]));
    const { greatest, wins } = contest(four);
    return { outputs: [greatest], saved: Object.fromEntries(wins.map((win, i) => [`win ${i}`, win])) };
  },
  gradient(node, [dy]) {
    if (!dy) return [];
    const wins = [0, 1, 2].map((i) => savedIn(node, `win ${i}`));
    const laid = interleaved(prizes(wins, dy));
    const [, , height = 0, width = 0] = known(inputAt(node, 0).shape);
    return [pad(laid, [0, 0, 0, 0, 0, 0, height % 2, width % 2])];
  },
};

export const poolTiles = (x: Tensor): Tensor => apply(poolTilesOp, [x]);
