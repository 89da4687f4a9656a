import fc from "fast-check";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { anyModel, withBytes } from "../../../test/any-onnx-model.js";
import { BadTensorFile } from "../bad-tensor-file.js";
import { decodeModel } from "./decode-model.js";
import { encodeModel } from "./encode-model.js";
import type { OnnxModel, OnnxTensor } from "./onnx-model.js";

const empty: OnnxModel = {
  irVersion: 10,
  producer: "shoplens",
  opsets: [{ domain: "", version: 21 }],
  graph: { name: "empty", nodes: [], initializers: [], inputs: [], outputs: [] },
  metadata: {},
};

const holding = (...initializers: OnnxTensor[]): OnnxModel => ({ ...empty, graph: { ...empty.graph, initializers } });

describe("encodeModel", () => {
  it("writes any model so that it is read back the same", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const bytes = encodeModel(model);
        expect(withBytes(decodeModel(bytes))).toEqual(withBytes(model));
        expect(encodeModel(decodeModel(bytes))).toEqual(bytes);
      }),
      { numRuns: 60 },
    );
  });

  it("writes a dense layer with a batch of any size that ONNX Runtime runs", async () => {
    const bytes = encodeModel({
      ...empty,
      graph: {
        name: "dense",
        nodes: [
          {
            name: "product",
            opType: "Gemm",
            domain: "",
            inputs: ["x", "weights", "bias"],
            outputs: ["sum"],
            attributes: { alpha: { kind: "float", value: 2 }, transB: { kind: "int", value: 1 } },
          },
          { name: "floor", opType: "Relu", domain: "", inputs: ["sum"], outputs: ["y"], attributes: {} },
        ],
        initializers: [
          { name: "weights", type: "float32", dims: [2, 3], data: Float32Array.of(1, 0, -1, 0.5, 0.5, 0.5) },
          { name: "bias", type: "float32", dims: [2], data: Float32Array.of(1, -3) },
        ],
        inputs: [{ name: "x", type: "float32", shape: ["batch", 3] }],
        outputs: [{ name: "y", type: "float32", shape: ["batch", 2] }],
      },
    });
    const session = await ort.InferenceSession.create(bytes);
    const x = new ort.Tensor("float32", Float32Array.of(1, 2, 3, 6, 5, 4), [2, 3]);
    const { y } = await session.run({ x });
    expect([y!.dims, [...(y!.data as Float32Array)]]).toEqual([
      [2, 2],
      [0, 3, 5, 12],
    ]);
  });

  it("refuses numbers that do not fill their shape", () => {
    const tensor: OnnxTensor = { name: "w", type: "float32", dims: [2, 3], data: new Float32Array(5) };
    expect(() => encodeModel(holding(tensor))).toThrow('the tensor "w" of shape [2, 3] holds 6 numbers, got 5.');
  });

  it("refuses an extent below zero, a fraction for a whole number, and half a character", () => {
    const tensor: OnnxTensor = { name: "w", type: "float32", dims: [-1], data: new Float32Array(1) };
    expect(() => encodeModel(holding(tensor))).toThrow('an extent of the tensor "w" is -1');
    expect(() => encodeModel({ ...empty, irVersion: 1.5 })).toThrow("the IR version is 1.5");
    expect(() => encodeModel({ ...empty, metadata: { labels: "\ud83d" } })).toThrow('the metadata "labels"');
  });

  it("refuses what comes to 2 GiB before making room for it", () => {
    const data = new Float32Array(2 ** 24);
    const tensors = Array.from({ length: 32 }, (_, i): OnnxTensor => {
      return { name: `w${i}`, type: "float32", dims: [2 ** 24], data };
    });
    expect(() => encodeModel(holding(...tensors))).toThrow(BadTensorFile);
    expect(() => encodeModel(holding(...tensors))).toThrow(/^The model comes to 2147484\d{3} bytes; .* 2147483647[.]$/);
  });
});
