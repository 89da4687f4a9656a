import { BadTensorFile } from "../../bad-tensor-file.js";
import type { Dimension } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { OnnxAttribute, OnnxNode } from "../onnx-model.js";
import { isKnown, numbersOf, tensorOf, type Value } from "./value.js";

/** What a node makes of its inputs, one value an output. */
export type Importer = (node: NodeReading) => readonly Value[];

/** What a node may ask about the graph it stands in. */
export interface Surroundings {
  /** Version of the standard operators. */
  readonly opset: number;
  /** A tensor of that shape, all of whose numbers are `value`, even where an extent is open. */
  filled(value: number, shape: readonly Dimension[], type: Tensor["type"]): Value;
}

/** A node whose inputs are there, asked for them and for its attributes. */
export class NodeReading {
  readonly node: OnnxNode;
  readonly graph: Surroundings;
  /** One an input; undefined where an optional one is left out. */
  readonly inputs: readonly (Value | undefined)[];

  constructor(node: OnnxNode, inputs: readonly (Value | undefined)[], graph: Surroundings) {
    this.node = node;
    this.inputs = inputs;
    this.graph = graph;
  }

  /** The same node with other inputs. */
  with(inputs: readonly (Value | undefined)[]): NodeReading {
    return new NodeReading(this.node, inputs, this.graph);
  }

  value(place: number): Value {
    return this.inputs[place] ?? this.refuse(`the input ${place} is left out`);
  }

  tensor(place: number): Tensor {
    return tensorOf(this.value(place));
  }

  /** Undefined: left out. */
  optional(place: number): Tensor | undefined {
    const value = this.inputs[place];
    return value && tensorOf(value);
  }

  /** Every input, none left out. */
  tensors(): Tensor[] {
    return this.inputs.map((_, place) => this.tensor(place));
  }

  /** An input of extents that must stand before the graph runs, some of them open; undefined: left out. */
  extents(place: number): readonly Dimension[] | undefined {
    const value = this.inputs[place];
    if (!value) return undefined;
    return isKnown(value) ? value.values : this.refuse(`the input ${place} is not known before the graph runs`);
  }

  /** An input of numbers that must stand before the graph runs; undefined: left out. */
  numbers(place: number): readonly number[] | undefined {
    const value = this.inputs[place];
    if (!value) return undefined;
    return isKnown(value) ? numbersOf(value) : this.refuse(`the input ${place} is not known before the graph runs`);
  }

  int(name: string, otherwise: number): number {
    return this.#attribute(name, "int") ?? otherwise;
  }

  ints(name: string): readonly number[] | undefined {
    return this.#attribute(name, "ints");
  }

  float(name: string, otherwise: number): number {
    return this.#attribute(name, "float") ?? otherwise;
  }

  text(name: string, otherwise: string): string {
    return this.#attribute(name, "string") ?? otherwise;
  }

  /** Refuses a setting that is there and not the one that is imported. */
  demand(name: string, came: unknown, expected: unknown): void {
    if (String(came) !== String(expected)) this.refuse(`${name} is ${came}, imported is ${expected}`);
  }

  refuse(what: string): never {
    throw new BadTensorFile(`${nodeText(this.node)}: ${what}.`);
  }

  #attribute<Kind extends OnnxAttribute["kind"]>(name: string, kind: Kind) {
    const attribute = this.node.attributes[name];
    if (!attribute) return undefined;
    if (attribute.kind !== kind) this.refuse(`the attribute ${name} is ${attribute.kind}, expected ${kind}`);
    return attribute.value as Extract<OnnxAttribute, { kind: Kind }>["value"];
  }
}

/** A node as errors name it; by what it gives, where it has no name. */
export function nodeText({ name, opType, domain, outputs }: OnnxNode): string {
  const op = domain === "" ? opType : `${domain}.${opType}`;
  return name === ""
    ? `The node of ${JSON.stringify(outputs[0] ?? "")} (${op})`
    : `The node ${JSON.stringify(name)} (${op})`;
}
