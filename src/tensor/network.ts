import type { Layer } from "./layers/layer.js";
import { input } from "./leaves.js";
import type { Scope } from "./scope.js";
import { type Dimension, unknown } from "./shape.js";
import type { DataType, Tensor } from "./tensor.js";

/** What is handed in: the shape of one example, without the batch. */
export interface InputSpec {
  readonly shape: readonly number[];
  /** Absent: float32. */
  readonly type?: DataType;
  /** One for the whole batch rather than one an example, such as negatives that all share. Absent: no. */
  readonly isShared?: boolean;
}

export type Tensors = Readonly<Record<string, Tensor>>;

/** Something that can be trained: what it is handed and what it makes of that. */
export interface Network {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** @param inputs [batch, …] each */
  call(inputs: Tensors, scope: Scope): Tensors;
}

/** A network of one layer (such as `sequential`): input `x`, output `y`. */
export const networkOf = (layer: Layer, spec: InputSpec): Network => ({
  inputs: { x: spec },
  call: ({ x }, scope) => {
    if (!x) throw new Error("no input x");
    return { y: layer.call(x, scope) };
  },
});

export const BATCH = unknown("batch");

/** Inputs of a graph for batches of a size, or of any. */
export function inputTensors(specs: Readonly<Record<string, InputSpec>>, batch: Dimension): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape, type, isShared }]) => [
      name,
      input(name, isShared ? shape : [batch, ...shape], type),
    ]),
  );
}
