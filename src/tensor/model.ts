import { readFile, rename, writeFile } from "node:fs/promises";
import { inferenceModel } from "./inference-graph.js";
import type { Network } from "./network.js";
import { decodeModel } from "./onnx/decode-model.js";
import type { OnnxValue } from "./onnx/onnx-model.js";
import { type Numbers, openSession, type SessionOptions } from "./session.js";
import { BadUse } from "./tensor.js";
import type { Weights } from "./train/weights-of.js";

/** A trained model that answers. It needs nothing of what trained it. */
export interface Model {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** What was written into the file beside the graph: labels, the hash of a vocabulary, the card. */
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * Answers a batch of any size.
   *
   * @param inputs by name, row-major: [rows, …]; numbers for float32 inputs, whole numbers for the others
   * @throws {BadUse} for an input that is missing or does not fill whole rows
   */
  predict(inputs: Readonly<Record<string, ArrayLike<number>>>): Promise<Record<string, Numbers>>;
  close(): Promise<void>;
}

export interface SaveOptions {
  readonly weights: Weights;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Writes an ONNX file for batches of any size, aside and then renamed. */
export async function saveModel(path: string, network: Network, options: SaveOptions): Promise<void> {
  await writeFile(`${path}.part`, inferenceModel(network, options));
  await rename(`${path}.part`, path);
}

/** @throws {BadTensorFile} for what is no ONNX file */
export const loadModel = async (path: string, options: SessionOptions = {}): Promise<Model> =>
  modelOf(await readFile(path), options);

/** @param bytes of an ONNX file */
export async function modelOf(bytes: Uint8Array, options: SessionOptions = {}): Promise<Model> {
  const { graph, metadata } = decodeModel(bytes);
  const session = await openSession(bytes, { optimise: true, ...options });
  return {
    inputs: graph.inputs,
    outputs: graph.outputs,
    metadata,
    predict: (inputs) =>
      session.run(Object.fromEntries(graph.inputs.map((value) => [value.name, numbersOf(value, inputs[value.name])]))),
    close: () => session.close(),
  };
}

function numbersOf({ name, type, shape = [] }: OnnxValue, given: ArrayLike<number> | undefined): Numbers {
  const row = shape.reduce<number>((all, one) => all * (typeof one === "number" ? one : 1), 1);
  const rows = (given?.length ?? 0) / row;
  const isOpen = shape.some((one) => typeof one === "string");
  if (!given || !Number.isInteger(rows) || rows === 0 || (!isOpen && rows !== 1)) {
    const came = given ? `${given.length} numbers` : "nothing";
    throw new BadUse(`the input ${name}`, came, `${isOpen ? "a multiple of " : ""}${row}, for [${shape.join(", ")}]`);
  }
  return { data: typed(type, given), shape: shape.map((one) => (typeof one === "number" ? one : rows)) };
}

function typed(type: OnnxValue["type"], given: ArrayLike<number>): Numbers["data"] {
  if (type === "int64") return BigInt64Array.from(Array.from(given, BigInt));
  if (type === "int32") return Int32Array.from(given);
  if (type === "bool") return Uint8Array.from(given);
  return given instanceof Float32Array ? given : Float32Array.from(given);
}
