import { differentiate } from "#tensor/differentiate.js";
import { readingScope } from "#tensor/inference-graph.js";
import { constant } from "#tensor/leaves.js";
import { inputTensors } from "#tensor/network.js";
import { encodeModel } from "#tensor/onnx/encode-model.js";
import type { ImportedNetwork } from "#tensor/onnx/import/import-model.js";
import { onnxOf } from "#tensor/onnx-of.js";
import { mul } from "#tensor/ops/elementwise.js";
import { reduceSum } from "#tensor/ops/reduce.js";
import { type Numbers, openSession } from "#tensor/session.js";
import type { Dimension } from "#tensor/shape.js";
import { known } from "#tensor/shape.js";
import type { Tensor } from "#tensor/tensor.js";

export type Feeds = Readonly<Record<string, Numbers>>;

/** What an ONNX file answers in ONNX Runtime. */
export async function answers(file: Uint8Array, feeds: Feeds): Promise<Record<string, Numbers>> {
  const session = await openSession(file);
  const results = await session.run(feeds);
  await session.close();
  return results;
}

/** What an imported network answers, its graph written out again. @param batch absent: open */
export async function importedAnswers(network: ImportedNetwork, feeds: Feeds, batch?: Dimension) {
  const outputs = network.call(inputTensors(network.inputs, batch ?? { symbol: "batch", times: 1 }), readingScope());
  return answers(encodeModel(onnxOf(outputs, { weights: network.weights })), feeds);
}

/** The gradients of Σ output · coefficients by every weight of an imported network, by its name. */
export async function importedGradients(network: ImportedNetwork, feeds: Feeds, coefficients: Feeds) {
  const parameters = new Map<string, Tensor>();
  const [first] = Object.values(feeds);
  const outputs = network.call(inputTensors(network.inputs, first!.shape[0]!), readingScope("", parameters));
  const parts = Object.entries(coefficients).map(([name, { data }]) => {
    const output = outputs[name]!;
    return reduceSum(mul(output, constant(data as Float32Array, known(output.shape))));
  });
  const [loss] = parts;
  const gradients = differentiate(loss!, [...parameters.values()]);
  const named = [...parameters.keys()].map((name, i) => [`gradient of ${name}`, gradients[i]!] as const);
  const results = await answers(encodeModel(onnxOf(Object.fromEntries(named), { weights: network.weights })), feeds);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, results[`gradient of ${name}`]!]));
}

/** The greatest distance between two lists of numbers, against the greatest of the second or one. */
export function apart(ours: ArrayLike<number | bigint>, theirs: ArrayLike<number | bigint>): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(1, ...Array.from(theirs, (one) => Math.abs(Number(one))));
  return Math.max(0, ...Array.from(ours, (one, i) => Math.abs(Number(one) - Number(theirs[i]!)))) / scale;
}
