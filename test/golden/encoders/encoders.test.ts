import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { differentiate } from "#tensor/differentiate.js";
import { inferenceTensors, readingScope } from "#tensor/inference-graph.js";
import { input } from "#tensor/leaves.js";
import { inputTensors } from "#tensor/network.js";
import { encodeModel } from "#tensor/onnx/encode-model.js";
import { onnxOf } from "#tensor/onnx-of.js";
import { mul } from "#tensor/ops/elementwise.js";
import { reduceSum } from "#tensor/ops/reduce.js";
import { encoderNetwork } from "#tensor/pretrained/encoder-network.js";
import { storedWeights } from "#tensor/pretrained/encoder-weights.js";
import { openEncoder } from "#tensor/pretrained/open-encoder.js";
import { openSession } from "#tensor/session.js";
import { pretrainedTokenizer } from "#text/pretrained-tokenizer.js";

interface Recorded {
  readonly texts: readonly string[];
  readonly ids: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly length: number;
  readonly coefficients: readonly number[];
  readonly hidden: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

const TOLERANCE = 1e-5;

describe.each(["bert-en", "bert-zh", "roberta-en", "roberta-zh"])("the recorded %s", (name) => {
  const folder = new URL(`./${name}`, import.meta.url).pathname;
  const recorded = JSON.parse(readFileSync(`${folder}/recorded.json`, "utf8")) as Recorded;
  const { length, rows } = recorded;

  /** Row-major inputs of the recorded rows. */
  async function opened() {
    const { config, texts, model } = await openEncoder(folder);
    if (model.kind !== "weights") throw new Error("expected weights");
    const tokenizer = pretrainedTokenizer(texts);
    const ids = rows.flatMap((row) => {
      const numbers = [...tokenizer.encode(recorded.texts[row]!, length)];
      return [...numbers, ...Array<number>(length - numbers.length).fill(tokenizer.padding)];
    });
    const present = rows.flatMap((row) => Array.from({ length }, (_, t) => Number(t < recorded.ids[row]!.length)));
    return { config, weights: model.weights, tokenizer, ids, present };
  }

  it("cuts texts into the recorded tokens", async () => {
    const { tokenizer } = await opened();
    for (const [at, text] of recorded.texts.entries()) {
      expect([...tokenizer.encode(text, 1000)]).toEqual(recorded.ids[at]);
      expect([...tokenizer.encode(text, 3)]).toHaveLength(Math.min(3, recorded.ids[at]!.length));
    }
  });

  it("has the recorded hidden states and gradients", async () => {
    const { config, weights, ids, present } = await opened();
    const network = encoderNetwork(config, { length });
    const inputs = inputTensors(network.inputs, rows.length);
    const found = new Map();
    const { hidden } = network.call(inputs, readingScope("", found));
    const coefficients = input("coefficients", [rows.length, length, config.width]);
    const names = [...found.keys()] as string[];
    const gradients = differentiate(reduceSum(mul(hidden!, coefficients)), [...found.values()]);
    const outputs = {
      hidden: hidden!,
      ...Object.fromEntries(gradients.map((one, i) => [`gradient ${names[i]}`, one!])),
    };
    const session = await openSession(encodeModel(onnxOf(outputs, { name: "test", weights })));
    const shape = [rows.length, length];
    const there = (values: ArrayLike<number>) =>
      Float32Array.from(values, (value, i) => (present[Math.floor(i / config.width)] === 1 ? value : 0));
    const result = await session.run({
      ids: { data: BigInt64Array.from(ids, BigInt), shape },
      present: { data: Float32Array.from(present), shape },
      coefficients: { data: there(recorded.coefficients), shape: [...shape, config.width] },
    });
    near(there(result["hidden"]!.data as Float32Array), recorded.hidden);
    const told = storedWeights(
      new Map(names.map((one) => [one, result[`gradient ${one}`]!.data as Float32Array])),
      config,
    );
    expect(told.map((tensor) => tensor.name).sort()).toEqual(Object.keys(recorded.gradients).sort());
    for (const tensor of told) near(tensor.data as Float32Array, recorded.gradients[tensor.name]!);
    await session.close();
  });

  it("answers alike however far its rows are filled up", async () => {
    const { config, weights, ids, present } = await opened();
    const shorter = length - 1;
    const means: ArrayLike<number>[] = [];
    for (const size of [length, shorter]) {
      const graph = inferenceTensors(encoderNetwork(config, { length: size }));
      const session = await openSession(encodeModel(onnxOf({ mean: graph["mean"]! }, { name: "test", weights })));
      const row = rows.findIndex((one) => recorded.ids[one]!.length <= shorter);
      const part = (values: readonly number[]) => values.slice(row * length, row * length + size);
      const result = await session.run({
        ids: { data: BigInt64Array.from(part(ids), BigInt), shape: [1, size] },
        present: { data: Float32Array.from(part(present)), shape: [1, size] },
      });
      means.push(result["mean"]!.data as Float32Array);
      await session.close();
    }
    near(means[0]!, Array.from(means[1]!));
  });
});

function near(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  const apart = expected.reduce((most, value, i) => Math.max(most, Math.abs(found[i]! - value)), 0);
  expect(apart).toBeLessThan(TOLERANCE);
}
