import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyModel, withBytes } from "../../../test/any-onnx-model.js";
import { BadTensorFile } from "../bad-tensor-file.js";
import { decodeModel } from "./decode-model.js";
import { encodeModel } from "./encode-model.js";
import type { OnnxGraph, OnnxModel } from "./onnx-model.js";

/** What comes of `bytes`, which is a model or a refusal: anything else fails. */
function outcome(bytes: Uint8Array): OnnxModel | BadTensorFile {
  try {
    return decodeModel(bytes);
  } catch (error) {
    if (error instanceof BadTensorFile) return error;
    throw error;
  }
}

const golden = new URL("../../../test/golden/onnx/", import.meta.url);
const refused: Record<string, string> = JSON.parse(readFileSync(new URL("refused.json", golden), "utf8"));

describe("decodeModel", () => {
  it("reads what Python's onnx wrote: every element type, raw and listed, every kind of attribute, a graph in a node", () => {
    const model = decodeModel(readFileSync(new URL("elements.onnx", golden)));
    expect(withBytes(model)).toEqual(JSON.parse(readFileSync(new URL("elements.json", golden), "utf8")));
  });

  it("copies the numbers of a tensor out of the file", () => {
    const bytes = readFileSync(new URL("elements.onnx", golden));
    const model = decodeModel(bytes);
    const before = withBytes(model);
    bytes.fill(255);
    expect(withBytes(model)).toEqual(before);
  });

  it.each([
    ["external", 'The tensor "w" keeps its numbers in another file, "weights.bin", which is not read'],
    ["sparse", "(graph): sparse tensors are not read"],
    ["function", "functions are not read: inline them"],
    ["sequence", "(graph, input 0, type): a value is no tensor"],
    ["text", 'the tensor "words" has the element type 8; read are float64 (11), float32 (1)'],
    ["four-bit", 'the tensor "w" has the element type 22'],
    ["graphs", '(graph, node 0): the attribute "bodies" has the type 10; read are float (1)'],
    ["large", "(graph, node 0, attribute 0): the whole number 9223372036854775807 is too large to be exact"],
  ])("refuses a valid model with %s, naming what and where", (name, sentence) => {
    expect(() => decodeModel(Buffer.from(refused[name]!, "base64"))).toThrow(sentence);
  });

  it("says at which byte and in which node a file is broken", () => {
    const bytes = encodeModel(decodeModel(readFileSync(new URL("elements.onnx", golden))));
    const at = Buffer.from(bytes).indexOf("reflect");
    bytes[at - 1] = 100;
    expect(() => decodeModel(bytes)).toThrow(
      `The ONNX file is broken at byte ${at - 1} (graph, node 1, attribute 0): 100 bytes are announced and 10 are left.`,
    );
  });

  it("refuses nothing at all, a text file and a file of 2 GiB", () => {
    expect(() => decodeModel(new Uint8Array())).toThrow("No graph in 0 bytes: this is no ONNX file");
    expect(() => decodeModel(new TextEncoder().encode("order_id,item_id\n"))).toThrow(BadTensorFile);
    expect(() => decodeModel(new Uint8Array(2 ** 31))).toThrow("An ONNX file is under 2 GiB, got 2147483648 bytes.");
  });

  it("refuses graphs nested in each other without end", () => {
    let graph: OnnxGraph = { name: "", nodes: [], initializers: [], inputs: [], outputs: [] };
    for (let depth = 0; depth < 40; depth++) {
      const attributes = { body: { kind: "graph" as const, value: graph } };
      const node = { name: "", opType: "Loop", domain: "", inputs: [], outputs: [], attributes };
      graph = { ...graph, nodes: [node] };
    }
    const bytes = encodeModel({ irVersion: 10, producer: "", opsets: [], graph, metadata: {} });
    expect(() => decodeModel(bytes)).toThrow("messages lie more than 100 deep in each other");
  });

  it("reads a model or says in a sentence why not, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const result = outcome(bytes);
        if (result instanceof BadTensorFile) expect(result.message).toMatch(/[.]$/);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads or refuses a model cut off anywhere, or with bytes changed", () => {
    fc.assert(
      fc.property(anyModel, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), (model, changes) => {
        const bytes = encodeModel(model);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        outcome(bytes);
        for (let end = 0; end < bytes.length; end += 1 + Math.floor(bytes.length / 50)) outcome(bytes.subarray(0, end));
      }),
      { numRuns: 60 },
    );
  });
});
