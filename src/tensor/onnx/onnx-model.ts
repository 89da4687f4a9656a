import type { ElementType } from "../element-types.js";
import type { StoredTensor } from "../stored-tensor.js";

/** A model as ONNX files hold it: https://onnx.ai/onnx/repo-docs/IR.html. Functions, sparse tensors and training graphs are left out. */
export interface OnnxModel {
  readonly irVersion: number;
  /** Version of each operator set the nodes are from; the standard one has the domain "". */
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  /** The tool that wrote the model. */
  readonly producer: string;
  readonly graph: OnnxGraph;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxGraph {
  readonly name: string;
  /** Each after those whose outputs it takes. */
  readonly nodes: readonly OnnxNode[];
  /** Tensors the graph holds: weights and constants. */
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Shapes of what flows in between, where known. */
  readonly valueInfo?: readonly OnnxValue[];
}

export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  /** Names of values; "" is an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** Floats are kept in float32, whole numbers in int64 as far as a number is exact. */
export type OnnxAttribute =
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "tensor"; readonly value: OnnxTensor }
  | { readonly kind: "graph"; readonly value: OnnxGraph }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "strings"; readonly value: readonly string[] };

export type OnnxTensor = StoredTensor;

export interface OnnxValue {
  readonly name: string;
  /** Absent: left to be inferred, which only a graph inside a node may. */
  readonly type?: ElementType;
  /** An extent known only when the graph runs has a name, which may be "". Absent: not even the rank is known. */
  readonly shape?: readonly (number | string)[];
}
