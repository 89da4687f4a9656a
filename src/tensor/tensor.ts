import type { NdArray } from "./nd-array.js";
import { type Shape, shapeText } from "./shape.js";

export type DataType = "float32" | "int64" | "int32" | "bool";

export type Attribute = number | string | Shape | readonly number[] | Float32Array | BigInt64Array | Int32Array;
export type Attributes = Readonly<Record<string, Attribute>>;

/** Shape and type of one output of an op. */
export interface Outcome {
  readonly shape: Shape;
  readonly type: DataType;
}

/** One operator: an ONNX operator as its specification has it, or a composite of several under one name. */
export interface Op {
  /** ONNX's own name for a primitive. */
  readonly name: string;
  /** ONNX operator domain; absent: the standard one. */
  readonly domain?: string;
  /** Attributes that ONNX takes as floats, whole as their value may be. */
  readonly floats?: readonly string[];
  /** Attributes that ONNX takes as int64 inputs after the tensors, in this order. */
  readonly settings?: readonly string[];
  /** Where ONNX takes each input, when optional ones before it are left out. */
  readonly places?: readonly number[];
  /** @throws {BadUse} for inputs the op cannot take. */
  infer(inputs: readonly Tensor[], attributes: Attributes): readonly Outcome[];
  /** What the op means, in float64. Of a composite, its plain form means it. */
  evaluate?(inputs: readonly NdArray[], node: Node): readonly NdArray[];
  /** Of a composite: the primitives that mean it, obvious rather than fast. */
  plain?(node: Node): readonly Tensor[];
  /** Of a composite: the primitives that are run, and what its gradient wants of them. Asked once a node. */
  fast?(node: Node): Lowered;
  /** Whether a composite is written plain into a file: its fast form has operators other tools do not know, or is for training alone. */
  readonly isAskedPlain?: boolean;
  /** Of a composite: gradients of the inputs, from those of the outputs; those of a primitive stand in gradient-table.ts. */
  gradient?: Gradient;
}

export interface Lowered {
  readonly outputs: readonly Tensor[];
  readonly saved: Readonly<Record<string, Tensor>>;
}

/**
 * The gradient of a scalar by each input of `node`, given that by each of its outputs (undefined: the output does not
 * matter). Undefined: nothing flows to that input.
 */
export type Gradient = (node: Node, outputs: readonly (Tensor | undefined)[]) => readonly (Tensor | undefined)[];

/** One use of an op. Graphs are made of nodes and never change. */
export interface Node {
  readonly op: Op;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
  readonly outputs: readonly Tensor[];
}

/** A value that will be known when the graph runs: the output `index` of `node`. */
export interface Tensor extends Outcome {
  readonly node: Node;
  readonly index: number;
}

/** An op used on what it cannot take. */
export class BadUse extends Error {
  constructor(op: string, came: string, expected: string) {
    super(`${op}: got ${came}, expected ${expected}`);
    this.name = "BadUse";
  }
}

/** The shapes of several tensors, as error messages show them. */
export const shapesText = (tensors: readonly Outcome[]): string =>
  tensors
    .map(({ shape, type }) => (type === "float32" ? shapeText(shape) : `${type}${shapeText(shape)}`))
    .join(" and ");

/** Uses `op`: all its outputs. */
export function applyAll(op: Op, inputs: readonly Tensor[], attributes: Attributes = {}): readonly Tensor[] {
  const outcomes = op.infer(inputs, attributes);
  const outputs: Tensor[] = [];
  const node: Node = { op, inputs, attributes, outputs };
  for (const [index, outcome] of outcomes.entries()) outputs.push({ ...outcome, node, index });
  return outputs;
}

/** Uses `op`: its first output. */
export function apply(op: Op, inputs: readonly Tensor[], attributes: Attributes = {}): Tensor {
  const [first] = applyAll(op, inputs, attributes);
  if (!first) throw new Error(`${op.name} has no output`);
  return first;
}

/** The input at `place`. */
export function inputAt(node: Node, place: number): Tensor {
  const input = node.inputs[place];
  if (!input) throw new Error(`${node.op.name} has no input ${place}`);
  return input;
}

/** The output at `place`. */
export function outputAt(node: Node, place: number): Tensor {
  const output = node.outputs[place];
  if (!output) throw new Error(`${node.op.name} has no output ${place}`);
  return output;
}

/** An attribute that is a list of whole numbers. */
export function numbersIn(attributes: Attributes, name: string): readonly number[] {
  const value = attributes[name];
  if (!Array.isArray(value)) throw new Error(`the attribute ${name} is no list`);
  return value as readonly number[];
}

/** An attribute that is a number; `otherwise` where it is absent. */
export function numberIn(attributes: Attributes, name: string, otherwise?: number): number {
  const value = attributes[name] ?? otherwise;
  if (typeof value !== "number") throw new Error(`the attribute ${name} is no number`);
  return value;
}
