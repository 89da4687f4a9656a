import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { anyModel, withBytes } from "../../../test/any-onnx-model.js";
import { apart } from "../../../test/imported-network.js";
import { onnxScores } from "../../../test/onnx-scores.js";
import { pythonWith } from "../../../test/python-with.js";
import { inferenceModel } from "../inference-graph.js";
import { decodeModel } from "./decode-model.js";
import { encodeModel } from "./encode-model.js";
import { importModel } from "./import/import-model.js";
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-model.js";

const golden = new URL("../../../test/golden/onnx/", import.meta.url);
const { python, reason } = pythonWith("onnx", "onnxruntime");

const modelOf = (graph: Partial<OnnxGraph>): OnnxModel => ({
  irVersion: 10,
  producer: "shoplens",
  opsets: [{ domain: "", version: 21 }],
  graph: { name: "graph", nodes: [], initializers: [], inputs: [], outputs: [], ...graph },
  metadata: { labels: "good,bad" },
});

const node = (
  opType: string,
  inputs: string[],
  outputs: string[],
  attributes: Record<string, OnnxAttribute> = {},
): OnnxNode => ({ name: `${opType} of ${outputs}`, opType, domain: "", inputs, outputs, attributes });

const float = (name: string, shape: (number | string)[]): OnnxValue => ({ name, type: "float32", shape });

/** Weights that differ, from a sine. */
const weights = (name: string, ...dims: number[]): OnnxTensor => {
  const size = dims.reduce((product, extent) => product * extent, 1);
  return { name, type: "float32", dims, data: Float32Array.from({ length: size }, (_, i) => Math.sin(1 + i * i)) };
};

/** A convolution, a recurrence, normalisation, a choice and text, int and list attributes. */
const mixed = modelOf({
  nodes: [
    node("Conv", ["image", "kernel"], ["maps"], { pads: { kind: "ints", value: [1, 1, 1, 1] } }),
    node("LeakyRelu", ["maps"], ["leaky"], { alpha: { kind: "float", value: 0.1 } }),
    node("Reshape", ["leaky", "rows"], ["sequence"]),
    node("GRU", ["sequence", "w", "r"], ["", "last"], {
      hidden_size: { kind: "int", value: 4 },
      linear_before_reset: { kind: "int", value: 1 },
      activations: { kind: "strings", value: ["Sigmoid", "Tanh"] },
    }),
    node("ReduceMean", ["image"], ["mean"], { keepdims: { kind: "int", value: 0 } }),
    node("Greater", ["mean", "zero"], ["bright"]),
    node("If", ["bright"], ["chosen"], {
      then_branch: {
        kind: "graph",
        value: { ...modelOf({}).graph, nodes: [node("Neg", ["last"], ["a"])], outputs: [float("a", [1, "batch", 4])] },
      },
      else_branch: {
        kind: "graph",
        value: { ...modelOf({}).graph, nodes: [node("Abs", ["last"], ["b"])], outputs: [float("b", [1, "batch", 4])] },
      },
    }),
  ],
  initializers: [
    weights("kernel", 2, 1, 3, 3),
    { name: "rows", type: "int64", dims: [3], data: BigInt64Array.of(5n, -1n, 10n) },
    weights("w", 1, 12, 10),
    weights("r", 1, 12, 4),
    { name: "zero", type: "float32", dims: [], data: Float32Array.of(0) },
  ],
  inputs: [float("image", ["batch", 1, 5, 5])],
  outputs: [float("chosen", [1, "batch", 4])],
});

describe.skipIf(reason !== "")(`what we write, in Python's onnx and onnxruntime${reason}`, () => {
  it.each([-1, 1])(
    "a mixed model passes the full check and scores as it does in Node, with brightness %d",
    async (sign) => {
      const bytes = encodeModel(mixed);
      const image = Float32Array.from({ length: 50 }, (_, i) => sign * Math.abs(Math.sin(i)));
      const session = await ort.InferenceSession.create(bytes);
      const { chosen } = await session.run({ image: new ort.Tensor("float32", image, [2, 1, 5, 5]) });
      const ours = [...(chosen!.data as Float32Array)];
      const theirs = onnxScores(python, bytes, { image: { type: "float32", dims: [2, 1, 5, 5], values: [...image] } });
      expect(theirs["chosen"]!.dims).toEqual(chosen!.dims);
      const apart = ours.map((value, i) => Math.abs(value - theirs["chosen"]!.values[i]!));
      expect(Math.max(...apart)).toBeLessThan(1e-5);
    },
  );

  it("any model reads there as it does here, every tensor bit for bit", () => {
    const models = fc.sample(anyModel, { numRuns: 100, seed: 7 });
    const coded = models.map((model) => Buffer.from(encodeModel(model)).toString("base64"));
    const script = new URL("describe_models.py", golden).pathname;
    const options = { encoding: "utf8", input: JSON.stringify(coded), maxBuffer: 1e8 } as const;
    const { stdout, stderr } = spawnSync(python, [script], options);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(models.map(withBytes));
  });

  it.each(["cnn", "encoder", "gru", "lstm"])(
    "the imported network %s, written again, passes there and scores as in PyTorch",
    (name) => {
      const network = importModel(decodeModel(readFileSync(new URL(`${name}-dynamo.onnx`, golden))));
      const recorded = JSON.parse(readFileSync(new URL(`${name}.json`, golden), "utf8"));
      const { y } = onnxScores(python, inferenceModel(network, network), {
        x: { type: "float32", ...recorded.inputs.x },
      });
      expect(y!.dims).toEqual(recorded.outputs.y.dims);
      expect(apart(y!.values, recorded.outputs.y.values)).toBeLessThan(1e-5);
    },
  );
});
