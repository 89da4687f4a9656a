import { BadTensorFile } from "../../bad-tensor-file.js";
import { floatsOf } from "../../floats-of.js";
import { zeros } from "../../initialisers.js";
import type { InputSpec, Network, Tensors } from "../../network.js";
import type { Scope } from "../../scope.js";
import { type Dimension, shapeText } from "../../shape.js";
import { BadUse, type DataType, type Tensor } from "../../tensor.js";
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "../onnx-model.js";
import { constantOf } from "./constants.js";
import { filledLike } from "./filled-like.js";
import { folded } from "./fold.js";
import { importers } from "./importers.js";
import { NodeReading, nodeText } from "./node-reading.js";
import { isReckoned } from "./reckon.js";
import { isKnown, tensorOf, type Value } from "./value.js";
import { weightRule } from "./weights.js";

/** A network somebody trained, to be asked, differentiated and trained on. */
export interface ImportedNetwork extends Network {
  /** What it learned, by name: the `weights` with which to fit it further. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

export interface ImportOptions {
  /** Sizes of open extents other than the batch, by the names the model gives them. */
  readonly extents?: Readonly<Record<string, number>>;
  /** Which of the tensors the model holds are weights. Absent: floats of more than one number, and biases. */
  readonly isWeight?: (tensor: OnnxTensor) => boolean;
}

/** Before 13 operators read otherwise, after 26 we have not looked. */
const [OLDEST_OPSET, NEWEST_OPSET] = [13, 26];

/**
 * An inference graph as a network of the engine: its float initialisers are parameters, the rest are constants. The first
 * axis of an input is the batch where it is open.
 *
 * @throws {BadTensorFile} naming the nodes whose operators are not imported, or what else is in the way
 */
export function importModel(model: OnnxModel, options: ImportOptions = {}): ImportedNetwork {
  demandKnown(model);
  const { isWeight = weightRule(model), extents = {} } = options;
  const held = new Map(model.graph.initializers.map((tensor) => [tensor.name, tensor]));
  const weights = [...held.values()].filter(isWeight);
  const given = model.graph.inputs.filter(({ name }) => !held.has(name));
  const names = new Set(weights.map(({ name }) => name));
  return {
    inputs: Object.fromEntries(given.map((value) => [value.name, inputSpec(value, extents)])),
    weights: new Map(weights.map((tensor) => [tensor.name, floatsOf(tensor)])),
    call: (inputs, scope) => built(model, { inputs, scope, held, names }),
  };
}

function demandKnown({ opsets, graph }: OnnxModel): void {
  const { version } = opsets.find(({ domain }) => domain === "" || domain === "ai.onnx") ?? { version: 0 };
  if (version < OLDEST_OPSET || version > NEWEST_OPSET) {
    throw new BadTensorFile(`The model is of opset ${version}; imported are ${OLDEST_OPSET} to ${NEWEST_OPSET}.`);
  }
  const strange = graph.nodes.filter((node) => !importers.has(opOf(node)) && !isReckoned(opOf(node)));
  if (strange.length === 0) return;
  throw new BadTensorFile(`The model has operators that are not imported: ${strange.map(nodeText).join("; ")}.`);
}

const opOf = ({ opType, domain }: OnnxNode): string =>
  domain === "" || domain === "ai.onnx" ? opType : `${domain}.${opType}`;

const TYPES: readonly string[] = ["float32", "int64", "int32", "bool"] satisfies DataType[];

function inputSpec({ name, type, shape }: OnnxValue, extents: Readonly<Record<string, number>>): InputSpec {
  const where = `The input ${JSON.stringify(name)}`;
  if (!TYPES.includes(type ?? "")) throw new BadTensorFile(`${where} is of ${type}; imported are ${TYPES.join(", ")}.`);
  if (!shape) throw new BadTensorFile(`${where} has no shape.`);
  const sized = shape.map((extent) => (typeof extent === "string" ? (extents[extent] ?? extent) : extent));
  const isShared = typeof sized[0] !== "string";
  const rest = sized.slice(isShared ? 0 : 1).map((extent, axis) => {
    if (typeof extent === "number") return extent;
    const place = axis + (isShared ? 0 : 1);
    throw new BadTensorFile(
      `${where} is open along axis ${place} (${JSON.stringify(extent)}); only the first may be: name its size in extents.`,
    );
  });
  return { shape: rest, type: type as DataType, ...(isShared && { isShared }) };
}

interface Building {
  readonly inputs: Tensors;
  readonly scope: Scope;
  readonly held: ReadonlyMap<string, OnnxTensor>;
  /** Of the weights. */
  readonly names: ReadonlySet<string>;
}

function built({ graph, opsets }: OnnxModel, { inputs, scope, held, names }: Building): Tensors {
  const values = new Map<string, Value>(Object.entries(inputs));
  const opset = opsets.find(({ domain }) => domain === "" || domain === "ai.onnx")!.version;
  const surroundings = { opset, filled: filledLike(Object.values(inputs)) };
  const read = (name: string, reader: string): Value => {
    const tensor = held.get(name);
    const value = values.get(name) ?? (tensor && (names.has(name) ? weight(tensor, scope) : constantOf(tensor)));
    if (!value) throw new BadTensorFile(`${reader} reads ${JSON.stringify(name)}, which nothing before it gives.`);
    values.set(name, value);
    return value;
  };
  for (const node of graph.nodes) {
    const taken = node.inputs.map((name) => (name === "" ? undefined : read(name, nodeText(node))));
    const results = resultsOf(new NodeReading(node, taken, surroundings));
    for (const [place, name] of node.outputs.entries()) {
      if (name === "") continue;
      if (values.has(name))
        throw new BadTensorFile(`${nodeText(node)} gives ${JSON.stringify(name)}, which is there already.`);
      values.set(name, results[place] ?? missing(node, place));
    }
  }
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, outputOf(name, read(name, "The graph"))]));
}

function outputOf(name: string, value: Value): Tensor {
  if (!isKnown(value) || value.values.every((one) => typeof one === "number")) return tensorOf(value);
  throw new BadTensorFile(
    `The output ${JSON.stringify(name)} is made of the size of the batch, which no tensor holds.`,
  );
}

/** Scales and biases, which have one axis, do not decay. */
const weight = ({ name, dims }: OnnxTensor, scope: Scope): Value =>
  scope.parameter(name, dims, zeros, { decays: dims.length > 1 });

function resultsOf(node: NodeReading): readonly Value[] {
  try {
    const results = folded(importers.get(opOf(node.node)), node);
    for (const { shape } of results) if (!shape.every(isExtent)) node.refuse(`its output would be ${shapeText(shape)}`);
    return results;
  } catch (error) {
    if (error instanceof BadUse || error instanceof RangeError) return node.refuse(error.message);
    throw error;
  }
}

const isExtent = (extent: Dimension): boolean =>
  typeof extent !== "number" || (Number.isSafeInteger(extent) && extent >= 0);

function missing(node: OnnxNode, place: number): never {
  throw new BadTensorFile(`${nodeText(node)}: its output ${place} is not imported.`);
}
