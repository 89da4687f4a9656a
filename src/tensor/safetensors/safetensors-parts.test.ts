import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTensor } from "../../../test/any-tensor.js";
import { pythonWith } from "../../../test/python-with.js";
import { bytesOf } from "../element-types.js";
import type { StoredTensor } from "../stored-tensor.js";
import { safetensorsParts } from "./safetensors-parts.js";

const weights: StoredTensor = { name: "w", type: "float32", dims: [2], data: Float32Array.of(1, 2) };

describe("safetensorsParts", () => {
  it("lets every tensor start at a multiple of its element size", () => {
    const truth: StoredTensor = { name: "a", type: "bool", dims: [3], data: Uint8Array.of(1, 0, 1) };
    const [header, ...data] = safetensorsParts([truth, weights]);
    expect(header!.length % 8).toBe(0);
    expect(data).toEqual([bytesOf(weights.data), truth.data]);
    expect(new TextDecoder().decode(header!.subarray(8)).trimEnd()).toBe(
      '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"BOOL","shape":[3],"data_offsets":[8,11]}}',
    );
  });

  it("hands on the bytes of the tensors without copying them", () => {
    expect(safetensorsParts([weights])[1]!.buffer).toBe(weights.data.buffer);
  });

  it("refuses a name used twice, a name the format keeps, half a character and numbers that do not fill their shape", () => {
    expect(() => safetensorsParts([weights, weights])).toThrow('Two tensors have the name "w".');
    expect(() => safetensorsParts([{ ...weights, name: "__metadata__" }])).toThrow(
      "No tensor can have the name __meta",
    );
    expect(() => safetensorsParts([{ ...weights, name: "\ud83d" }])).toThrow("is not Unicode");
    expect(() => safetensorsParts([weights], { a: "\ud83d" })).toThrow("is not Unicode");
    expect(() => safetensorsParts([{ ...weights, dims: [3] }])).toThrow('The tensor "w" of shape [3] has 2 numbers.');
    expect(() => safetensorsParts([{ ...weights, dims: [-1, -2] }])).toThrow("of shape [-1, -2] has 2 numbers.");
  });
});

const { python, reason } = pythonWith("safetensors", "numpy", "ml_dtypes");

describe.skipIf(reason !== "")(`what we write, beside Python's safetensors${reason}`, () => {
  it("any tensors make the very same file, which is read back there", () => {
    const anyTensors = fc.uniqueArray(anyTensor, { maxLength: 8, selector: ({ name }) => name });
    const samples = fc.sample(anyTensors, { numRuns: 100, seed: 7 });
    const described = samples.map((tensors) =>
      tensors.map(({ name, type, dims, data }) => {
        return { name, dtype: type, shape: dims, data: Buffer.from(bytesOf(data)).toString("base64") };
      }),
    );
    const script = new URL("../../../test/golden/safetensors/write_files.py", import.meta.url).pathname;
    const options = { encoding: "utf8", input: JSON.stringify(described), maxBuffer: 1e8 } as const;
    const { stdout, stderr } = spawnSync(python, [script], options);
    expect(stderr).toBe("");
    const ours = samples.map((tensors) => Buffer.concat(safetensorsParts(tensors)).toString("base64"));
    expect(JSON.parse(stdout)).toEqual(ours);
  });
});
