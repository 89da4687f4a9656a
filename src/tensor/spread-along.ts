import { constant } from "./leaves.js";
import { gather } from "./ops/gather.js";
import { pad } from "./ops/movement.js";
import { known } from "./shape.js";
import type { Tensor } from "./tensor.js";

export interface Spread {
  readonly axis: number;
  /** Places there are to be along it. */
  readonly extent: number;
  /** Place of the first; negative: from the end. */
  readonly start: number;
  readonly step: number;
}

/** The reverse of slicing: numbers put back at start, start + step, … with zeros everywhere else. */
export function spreadAlong(x: Tensor, { axis, extent, start, step }: Spread): Tensor {
  const [count = 0] = known([x.shape[axis] ?? 0]);
  const first = Math.min(Math.max(start < 0 ? start + extent : start, 0), extent - 1);
  if (step === 1) return padAlong(x, axis, first, extent - first - count);
  // one zero more at the end is what every place between takes
  const from = new Array<number>(extent).fill(count);
  for (let i = 0; i < count; i += 1) from[first + step * i] = i;
  return gather(padAlong(x, axis, 0, 1), constant(from, [extent], "int64"), axis);
}

export function padAlong(x: Tensor, axis: number, before: number, after: number): Tensor {
  const pads = new Array<number>(2 * x.shape.length).fill(0);
  pads[axis] = before;
  pads[axis + x.shape.length] = after;
  return pad(x, pads);
}
