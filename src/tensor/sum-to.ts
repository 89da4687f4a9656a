import { reshape } from "./ops/movement.js";
import { reduceSum } from "./ops/reduce.js";
import { type Shape, sameShape } from "./shape.js";
import type { Tensor } from "./tensor.js";

/** The reverse of stretching: summed over what was repeated, so that it has `shape` again. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const more = x.shape.length - shape.length;
  const axes = x.shape.flatMap((extent, axis) =>
    axis < more || (shape[axis - more] === 1 && extent !== 1) ? [axis] : [],
  );
  return reshape(reduceSum(x, axes, { keep: true }), shape);
}
