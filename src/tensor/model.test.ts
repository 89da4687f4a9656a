import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { onnxScores } from "../../test/onnx-scores.js";
import { pythonWith } from "../../test/python-with.js";
import { evaluate } from "./evaluate.js";
import { inferenceTensors } from "./inference-graph.js";
import { drawn, normal } from "./initialisers.js";
import { batchNorm } from "./layers/batch-norm.js";
import { conv2d } from "./layers/convolution.js";
import { dense } from "./layers/dense.js";
import { dropout } from "./layers/dropout.js";
import { embedding } from "./layers/embedding.js";
import { flatten } from "./layers/flatten.js";
import { globalAveragePool, maxPool2d } from "./layers/pooling.js";
import { learnedPositions } from "./layers/position.js";
import { gru, lstm } from "./layers/recurrent.js";
import { sequential } from "./layers/sequential.js";
import { transformerBlock } from "./layers/transformer-block.js";
import { loadModel, saveModel } from "./model.js";
import { inputTensors, type Network, networkOf } from "./network.js";
import { decodeModel } from "./onnx/decode-model.js";
import { transpose } from "./ops/movement.js";
import { reduceMean } from "./ops/reduce.js";
import { remoteSession } from "./remote-session.js";
import { known } from "./shape.js";
import type { Tensor } from "./tensor.js";
import { trainingScope, type Wanted } from "./train/training-scope.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-model-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { python, reason } = pythonWith("onnx", "onnxruntime");
const random = mulberry32(3);

const sequences = (call: (x: Tensor, scope: Parameters<Network["call"]>[1]) => Tensor): Network => ({
  inputs: { x: { shape: [5, 6] } },
  call: ({ x }, scope) => ({ y: call(transpose(x!, [1, 0, 2]), scope) }),
});

const networks: Readonly<Record<string, Network>> = {
  "a convolutional network": networkOf(
    sequential([
      conv2d(4, 3, { activation: "relu" }),
      maxPool2d(2),
      conv2d(6, 2, { activation: "relu" }),
      maxPool2d(2),
      dropout(0.5),
      flatten(),
      dense(3, { activation: "softmax" }),
    ]),
    { shape: [1, 12, 10] },
  ),
  "a network with batch norm": networkOf(
    sequential([conv2d(4, 3, { padding: "same", strides: 2 }), batchNorm(), globalAveragePool(), dense(2)]),
    { shape: [3, 8, 8] },
  ),
  "a transformer": sequences((x, scope) => {
    const { y } = transformerBlock(learnedPositions().call(x, scope), scope, {
      heads: 2,
      isCausal: true,
      dropout: 0.1,
    });
    return reduceMean(y, [0]);
  }),
  "a GRU": sequences((x, scope) => dense(2).call(gru(4).call(x, scope), scope)),
  "an LSTM": sequences((x, scope) => dense(2).call(lstm(4, { states: "all" }).call(x, scope), scope)),
  "a table of words": {
    inputs: { words: { shape: [4], type: "int64" } },
    call: ({ words }, scope) => ({ y: reduceMean(embedding(20, 3, { sparse: true }).call(words!, scope), [0]) }),
  },
};

function weightsFor(network: Network): Map<string, Float32Array> {
  const wanted: Wanted = { parameters: new Map(), tables: new Map(), states: new Map(), lookups: [], masks: [] };
  const inputs = inputTensors(network.inputs, 2);
  network.call(inputs, trainingScope(wanted, inputs));
  const all = [...wanted.parameters, ...wanted.tables, ...wanted.states];
  return new Map(
    all.map(([name, { shape }]) => [
      name,
      drawn(normal(0.5), shape, random).map((one) => (name.endsWith("variance") ? one * one : one)),
    ]),
  );
}

function numbersFor({ inputs }: Network, rows: number): Record<string, number[]> {
  const some = ({ shape, type }: Network["inputs"][string]) =>
    Array.from({ length: rows * shape.reduce((all, one) => all * one, 1) }, () =>
      type === "int64" ? Math.floor(20 * random()) : Math.fround(2 * random() - 1),
    );
  return Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, some(spec)]));
}

describe.each(Object.entries(networks))("%s, saved", (name, network) => {
  const path = join(folder, `${name}.onnx`);
  const weights = weightsFor(network);

  it("answers batches of any size as the network means", async () => {
    await saveModel(path, network, { weights, metadata: { labels: "a b" } });
    const model = await loadModel(path);
    expect(model.metadata).toEqual({ labels: "a b" });
    for (const rows of [1, 3]) {
      const numbers = numbersFor(network, rows);
      const { y } = await model.predict(numbers);
      const meant = meaning(network, weights, numbers, rows);
      expect(y!.shape).toEqual(meant.shape);
      for (const [i, value] of meant.data.entries())
        expect(Math.abs(Number(y!.data[i]) - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
    }
    await model.close();
  });

  it("is a file of standard operators alone", async () => {
    const { graph, opsets } = decodeModel(await readFile(path));
    expect(opsets).toEqual([{ domain: "", version: 21 }]);
    expect(new Set(graph.nodes.map(({ domain }) => domain))).toEqual(new Set([""]));
  });

  it.skipIf(reason !== "")(`passes Python's checker and scores the same there to 1e-5${reason}`, async () => {
    const numbers = numbersFor(network, 2);
    const feeds = Object.entries(network.inputs).map(([key, { shape, type = "float32" }]) => [
      key,
      { type, dims: [2, ...shape], values: numbers[key]! },
    ]);
    const scores = onnxScores(python, await readFile(path), Object.fromEntries(feeds));
    const meant = meaning(network, weights, numbers, 2);
    for (const [i, value] of meant.data.entries())
      expect(Math.abs(scores["y"]!.values[i]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  });
});

describe("a model", () => {
  const network = networks["a GRU"]!;
  const path = join(folder, "refusing.onnx");

  it("refuses inputs that do not fill whole rows, and files that are no models", async () => {
    await saveModel(path, network, { weights: weightsFor(network) });
    const model = await loadModel(path);
    await expect(async () => model.predict({ x: new Array<number>(31).fill(0) })).rejects.toThrow(
      "the input x: got 31 numbers, expected a multiple of 30",
    );
    await expect(async () => model.predict({})).rejects.toThrow("the input x: got nothing");
    await model.close();
    writeFileSync(path, "no model");
    await expect(loadModel(path)).rejects.toThrow();
  });

  it("answers from a thread of its own", async () => {
    const weights = weightsFor(network);
    await saveModel(path, network, { weights });
    const session = await remoteSession(await readFile(path));
    const numbers = numbersFor(network, 2);
    const { y } = await session.run({ x: { shape: [2, 5, 6], data: Float32Array.from(numbers["x"]!) } });
    await session.close();
    for (const [i, value] of meaning(network, weights, numbers, 2).data.entries())
      expect(Number(y!.data[i])).toBeCloseTo(value, 4);
  });
});

/** What a network answers, by the plain meaning of its operators. */
function meaning(
  network: Network,
  weights: ReadonlyMap<string, Float32Array>,
  numbers: Readonly<Record<string, number[]>>,
  rows: number,
) {
  const { y } = inferenceTensors(network, rows);
  const given = Object.entries(network.inputs).map(
    ([name, { shape }]) => [name, { shape: [rows, ...shape], data: Float64Array.from(numbers[name]!) }] as const,
  );
  const shapes = new Map<string, readonly number[]>();
  const wanted: Wanted = { parameters: new Map(), tables: new Map(), states: new Map(), lookups: [], masks: [] };
  const inputs = inputTensors(network.inputs, rows);
  network.call(inputs, trainingScope(wanted, inputs));
  for (const [name, { shape }] of [...wanted.parameters, ...wanted.tables, ...wanted.states]) shapes.set(name, shape);
  const held = [...weights].map(
    ([name, data]) => [name, { shape: shapes.get(name) ?? known([]), data: Float64Array.from(data) }] as const,
  );
  const [result] = evaluate([y!], Object.fromEntries([...given, ...held]));
  return result!;
}
