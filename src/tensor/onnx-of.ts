import { constantOp, inputOp, nameOf, parameterOp } from "./leaves.js";
import { lowered, portable } from "./lowered.js";
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./onnx/onnx-model.js";
import { known, type Shape } from "./shape.js";
import type { Attribute, Node, Op, Tensor } from "./tensor.js";
import { topological } from "./topological.js";

export const OPSET = 21;
const IR_VERSION = 10; // the first that opset 21 may stand in

export interface OnnxOptions {
  readonly name?: string;
  /** Numbers of the parameters, by name, held in the model, which is then one for others to open; absent: parameters are inputs. */
  readonly weights?: ReadonlyMap<string, Float32Array>;
  /** Tensors that are read in others' stead. */
  readonly instead?: ReadonlyMap<Tensor, Tensor>;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * The ONNX model that computes `outputs`. What two nodes would compute alike is computed once.
 *
 * @param outputs by the names they shall have
 */
export function onnxOf(outputs: Readonly<Record<string, Tensor>>, options: OnnxOptions = {}): OnnxModel {
  const writing = new Writing(options);
  for (const node of topological(
    Object.values(outputs).map((one) => writing.read(one)),
    writing.needs,
  ))
    writing.add(node);
  const values = Object.entries(outputs).map(([name, tensor]) => writing.output(name, tensor));
  return {
    irVersion: IR_VERSION,
    opsets: [
      { domain: "", version: OPSET },
      ...(writing.isContributed ? [{ domain: "com.microsoft", version: 1 }] : []),
    ],
    producer: "shoplens",
    graph: {
      name: options.name ?? "graph",
      nodes: writing.nodes,
      initializers: writing.initializers,
      inputs: writing.inputs,
      outputs: values,
    },
    metadata: options.metadata ?? {},
  };
}

/** What is written so far. */
class Writing {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  readonly inputs: OnnxValue[] = [];
  isContributed = false;
  readonly #options: OnnxOptions;
  readonly #names = new Map<Tensor, string>();
  /** Names of the outputs of what is computed already, by what it is. */
  readonly #written = new Map<string, readonly string[]>();

  constructor(options: OnnxOptions) {
    this.#options = options;
  }

  /** The tensor that is read for `tensor`: what stands in its stead, or what a composite comes to. */
  read(tensor: Tensor): Tensor {
    let found = this.#options.instead?.get(tensor) ?? tensor;
    while (found.node.op.fast) {
      const outputs = this.#options.weights ? portable(found.node) : lowered(found.node).outputs;
      const inner = outputs[found.index];
      if (!inner) throw new Error(`${found.node.op.name} has no output ${found.index}`);
      found = this.#options.instead?.get(inner) ?? inner;
    }
    return found;
  }

  readonly needs = (node: Node): readonly Tensor[] => node.inputs.map((input) => this.read(input));

  add(node: Node): void {
    const [first] = node.outputs;
    if (!first) return;
    if (node.op === inputOp) this.#names.set(first, this.#input(first));
    else if (node.op === parameterOp) this.#names.set(first, this.#parameter(first));
    else if (node.op === constantOp) this.#names.set(first, this.#constant(first));
    else this.#node(node);
  }

  output(name: string, tensor: Tensor): OnnxValue {
    const inner = this.read(tensor);
    this.nodes.push({
      name,
      opType: "Identity",
      domain: "",
      inputs: [this.#nameOf(inner)],
      outputs: [name],
      attributes: {},
    });
    return { name, type: tensor.type, shape: named(tensor.shape) };
  }

  #nameOf(tensor: Tensor): string {
    const name = this.#names.get(tensor);
    if (name === undefined) throw new Error(`${tensor.node.op.name} is read before it is written`);
    return name;
  }

  #input(tensor: Tensor): string {
    const name = nameOf(tensor);
    const same = this.inputs.find((one) => one.name === name);
    if (same) throw new Error(`two inputs are named ${name}`);
    this.inputs.push({ name, type: tensor.type, shape: named(tensor.shape) });
    return name;
  }

  #parameter(tensor: Tensor): string {
    const { weights } = this.#options;
    if (!weights) return this.#input(tensor);
    const name = nameOf(tensor);
    const data = weights.get(name);
    if (!data) throw new Error(`no weights are given for ${name}`);
    this.initializers.push({ name, type: "float32", dims: known(tensor.shape), data });
    return name;
  }

  #constant(tensor: Tensor): string {
    const data = tensor.node.attributes["data"] as Float32Array | BigInt64Array | Int32Array;
    return this.#initializer(tensor.type, known(tensor.shape), data);
  }

  /** Numbers held in the model; short ones only once. */
  #initializer(type: Tensor["type"], dims: readonly number[], data: Float32Array | BigInt64Array | Int32Array): string {
    const key = data.length <= 64 ? `${type} [${dims.join()}] ${data.join()}` : null;
    const same = key === null ? undefined : this.#written.get(key)?.[0];
    if (same !== undefined) return same;
    const name = `constant_${this.initializers.length}`;
    const held = type === "bool" ? Uint8Array.from(data as Int32Array) : data;
    this.initializers.push({ name, type, dims, data: held } as OnnxTensor);
    if (key !== null) this.#written.set(key, [name]);
    return name;
  }

  #node(node: Node): void {
    const { op } = node;
    const settings = (op.settings ?? []).map((name) => this.#setting(op, node.attributes[name]));
    const names = node.inputs.map((input) => this.#nameOf(this.read(input)));
    const inputs = [...(op.places ? spread(names, op.places) : names), ...settings];
    const attributes = attributesOf(node);
    const key = `${op.name} ${inputs.join()} ${JSON.stringify(attributes)}`;
    const same = this.#written.get(key);
    const outputs =
      same ?? node.outputs.map((_, place) => `${op.name}_${this.nodes.length}${place > 0 ? `_${place}` : ""}`);
    for (const [place, output] of node.outputs.entries()) this.#names.set(output, outputs[place] ?? "");
    if (same) return;
    this.#written.set(key, outputs);
    this.isContributed ||= op.domain !== undefined;
    this.nodes.push({
      name: `${op.name}_${this.nodes.length}`,
      opType: op.name,
      domain: op.domain ?? "",
      inputs,
      outputs,
      attributes,
    });
  }

  #setting(op: Op, value: Attribute | undefined): string {
    if (!Array.isArray(value)) throw new Error(`${op.name} lacks a list of numbers`);
    const list = (value as Shape).map((one) => (typeof one === "number" ? one : -1)); // what is unknown is left over
    return this.#initializer("int64", [list.length], BigInt64Array.from(list, BigInt));
  }
}

const named = (shape: Shape): (number | string)[] =>
  shape.map((one) => (typeof one === "number" ? one : one.times === 1 ? one.symbol : `${one.times}*${one.symbol}`));

/** Names at their places, empty ones between. */
function spread(names: readonly string[], places: readonly number[]): string[] {
  const all: string[] = [];
  for (const [i, name] of names.entries()) all[places[i] ?? i] = name;
  return Array.from(all, (name) => name ?? "");
}

function attributesOf({ op, attributes }: Node): Record<string, OnnxAttribute> {
  const written: Record<string, OnnxAttribute> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (op.settings?.includes(name)) continue;
    if (typeof value === "string") written[name] = { kind: "string", value };
    else if (Array.isArray(value)) written[name] = { kind: "ints", value: value as number[] };
    else written[name] = { kind: op.floats?.includes(name) ? "float" : "int", value: value as number };
  }
  return written;
}
