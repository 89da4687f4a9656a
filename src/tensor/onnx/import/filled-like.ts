import { constant } from "../../leaves.js";
import { greater, where } from "../../ops/elementwise.js";
import { expand, reshape, slice } from "../../ops/movement.js";
import { type Dimension, sameDimension, shapeText, sizeOf } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { MOST_KNOWN } from "./constants.js";
import type { Value } from "./value.js";

/**
 * Tensors of one number in any shape. Where an extent is open, the engine has no op that makes one: its rows are taken
 * from an input of as many, whose numbers do not matter.
 */
export function filledLike(inputs: readonly Tensor[]) {
  return (value: number, shape: readonly Dimension[], type: Tensor["type"]): Value => {
    const axis = shape.findIndex((extent) => typeof extent !== "number");
    if (axis < 0) return filled(value, shape.map(Number), type);
    const source = inputs.find((input) => sameDimension(input.shape[0] ?? 1, shape[axis]!));
    if (!source) throw new RangeError(`no input has the open extent of ${shapeText(shape)}`);
    const rows = shape.map((extent, i) => (i === axis ? extent : 1));
    const full = constant(
      new Array<number>(sizeOf(shape.with(axis, 1))).fill(value),
      shape.with(axis, 1).map(Number),
      type,
    );
    return where(reshape(truths(source), rows), full, full);
  };
}

function filled(value: number, shape: readonly number[], type: Tensor["type"]): Value {
  const size = sizeOf(shape);
  if (size > MOST_KNOWN) return expand(constant([value], [], type), shape);
  return { type, shape, values: new Array<number>(size).fill(value) };
}

/** Some truth a row: [batch] and ones. */
function truths(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(1);
  const ones = axes.map(() => 1);
  const column =
    axes.length === 0
      ? x
      : slice(
          x,
          axes.map(() => 0),
          ones,
          axes,
        );
  return x.type === "bool" ? column : greater(column, constant([0], [], x.type));
}
