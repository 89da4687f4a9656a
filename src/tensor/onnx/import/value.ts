import { constant } from "../../leaves.js";
import type { Dimension } from "../../shape.js";
import type { DataType, Tensor } from "../../tensor.js";

/** Numbers that stand before the graph runs, among them extents of shapes, which may be open. */
export interface Known {
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly values: readonly Dimension[];
}

/** What a name in an ONNX graph stands for while the graph is read. */
export type Value = Tensor | Known;

export const isKnown = (value: Value): value is Known => "values" in value;

/** A list of extents, as Shape gives it and Reshape takes it. */
export const extents = (values: readonly Dimension[]): Known => ({ type: "int64", shape: [values.length], values });

/** @throws {RangeError} for an open extent */
export function numbersOf({ values }: Known): number[] {
  return values.map((value) => {
    if (typeof value === "number") return value;
    throw new RangeError(`the extent ${value.symbol}, which is open, is reckoned with`);
  });
}

/** @throws {RangeError} for an open extent */
export const tensorOf = (value: Value): Tensor =>
  isKnown(value) ? constant(numbersOf(value), value.shape, value.type) : value;
