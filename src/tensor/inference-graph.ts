import { parameter } from "./leaves.js";
import { BATCH, inputTensors, type Network, type Tensors } from "./network.js";
import { encodeModel } from "./onnx/encode-model.js";
import { onnxOf } from "./onnx-of.js";
import { gather } from "./ops/gather.js";
import type { Scope } from "./scope.js";
import type { Dimension } from "./shape.js";
import type { Tensor } from "./tensor.js";

/** A scope in which weights are only read. */
export function readingScope(prefix = "", found = new Map<string, Tensor>()): Scope {
  const once = (name: string, shape: readonly number[]) => {
    const full = prefix + name;
    const tensor = found.get(full) ?? parameter(full, shape);
    found.set(full, tensor);
    return tensor;
  };
  return {
    isTraining: false,
    within: (name) => readingScope(`${prefix}${name}/`, found),
    parameter: once,
    rows: (name, { rows, width }, ids) => gather(once(name, [rows, width]), ids),
    dropout: (x) => x,
    state: once,
  };
}

/** The outputs of a network that is only asked. @param batch absent: of any size */
export function inferenceTensors(network: Network, batch: Dimension = BATCH): Tensors {
  return network.call(inputTensors(network.inputs, batch), readingScope());
}

export interface ExportOptions {
  /** Of everything the network keeps, by name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The bytes of an ONNX file that answers batches of any size. */
export const inferenceModel = (network: Network, { weights, metadata = {} }: ExportOptions): Uint8Array =>
  encodeModel(onnxOf(inferenceTensors(network), { weights, metadata, name: "inference" }));
