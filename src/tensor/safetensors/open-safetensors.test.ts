import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { anyTensor } from "../../../test/any-tensor.js";
import { BadTensorFile } from "../bad-tensor-file.js";
import { bytesOf } from "../element-types.js";
import { floatsOf } from "../floats-of.js";
import type { StoredTensor } from "../stored-tensor.js";
import { openSafetensors } from "./open-safetensors.js";
import { safetensorsParts } from "./safetensors-parts.js";
import { writeSafetensors } from "./write-safetensors.js";

const folder = mkdtempSync(join(tmpdir(), "safetensors-"));
const path = join(folder, "model.safetensors");
afterAll(() => rmSync(folder, { recursive: true }));

async function everyTensor(file: string): Promise<StoredTensor[]> {
  const opened = await openSafetensors(file);
  try {
    return await Promise.all([...opened.tensors.keys()].map(opened.tensor));
  } finally {
    await opened.close();
  }
}

/** A file with this header and as many bytes of numbers. */
function fileOf(header: string, size: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const asBytes = ({ data, ...tensor }: StoredTensor) => ({
  ...tensor,
  data: Buffer.from(bytesOf(data)).toString("base64"),
});

describe("openSafetensors", () => {
  it("reads what Python's safetensors wrote: every element type, no numbers, one number, texts", async () => {
    const golden = new URL("../../../test/golden/safetensors/", import.meta.url);
    const expected = JSON.parse(readFileSync(new URL("elements.json", golden), "utf8"));
    const file = await openSafetensors(new URL("elements.safetensors", golden).pathname);
    expect(file.metadata).toEqual(expected.metadata);
    const tensors = await Promise.all([...file.tensors.keys()].map(file.tensor));
    const read = tensors.map(asBytes).map(({ name, ...tensor }) => [name, tensor]);
    expect(Object.fromEntries(read)).toEqual(expected.tensors);
    const floats = tensors.filter(({ type, dims }) => type.includes("float") && dims[0] === 2);
    expect(floats.map((tensor) => [...floatsOf(tensor)].slice(0, 5))).toEqual(
      Array(4).fill([0, -0, 1.5, -2, Number.POSITIVE_INFINITY]),
    );
    await file.close();
  });

  it("reads back any tensors that were written, in any order and more than once", async () => {
    const anyTensors = fc.uniqueArray(anyTensor, { maxLength: 8, selector: ({ name }) => name });
    const anyTexts = fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(anyTensors, anyTexts, async (tensors, texts) => {
        await writeSafetensors(path, tensors, texts);
        const file = await openSafetensors(path);
        for (const tensor of [...tensors, ...tensors]) {
          expect(asBytes(await file.tensor(tensor.name))).toEqual(asBytes(tensor));
        }
        expect(file.metadata).toEqual(texts);
        await file.close();
      }),
      { numRuns: 20 },
    );
    expect(readdirSync(folder)).toEqual(["model.safetensors"]);
  });

  it("takes only the memory of the tensor asked for", async () => {
    const header = `{"large":{"dtype":"F32","shape":[${2 ** 28}],"data_offsets":[8,${2 ** 30 + 8}]},"small":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`;
    writeFileSync(path, fileOf(header, 8));
    truncateSync(path, 8 + header.length + 2 ** 30 + 8);
    const before = process.memoryUsage().arrayBuffers;
    const file = await openSafetensors(path);
    expect(await file.tensor("small")).toEqual({
      name: "small",
      type: "float32",
      dims: [2],
      data: new Float32Array(2),
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
    await file.close();
  });

  const header = (start: number, end: number, name = "a") =>
    `"${name}":{"dtype":"F32","shape":[2],"data_offsets":[${start},${end}]}`;

  it.each([
    [
      "an overlap",
      `{${header(0, 8)},${header(4, 12, "b")}}`,
      12,
      'the tensor "b" overlaps the one before it: it starts at byte 4, expected 8.',
    ],
    ["a gap", `{${header(0, 8)},${header(12, 20, "b")}}`, 20, 'the tensor "b" leaves a gap before it'],
    ["offsets after the end", `{${header(0, 8)}}`, 4, "the tensors take 8 bytes, after the header are 4."],
    ["bytes of no tensor", `{${header(0, 8)}}`, 9, "the tensors take 8 bytes, after the header are 9."],
    [
      "offsets for another size",
      `{${header(0, 9)}}`,
      9,
      '"a" of F32 and shape [2] takes 8 bytes, its offsets are 0 and 9.',
    ],
    ["offsets in reverse", `{${header(8, 0)}}`, 8, "its offsets are 8 and 0."],
    ["a name twice", `{${header(0, 8)},${header(0, 8)}}`, 8, 'the header has "a" twice.'],
    ["a name twice, escaped", `{${header(0, 8)},${header(0, 8, "\\u0061")}}`, 8, 'the header has "a" twice.'],
    [
      "an unknown element type",
      `{${header(0, 8).replace("F32", "F8_E4M3")}}`,
      8,
      'the tensor "a", dtype: Invalid option',
    ],
    ["a fraction of an extent", `{${header(0, 8).replace("[2]", "[1.5]")}}`, 8, 'the tensor "a", shape, 0: '],
    ["an endless shape", `{${header(0, 8).replace("[2]", "[9007199254740991,9007199254740991]")}}`, 8, "takes 3.2"],
    ["a text for a tensor", '{"a":"b"}', 0, 'the tensor "a": Invalid input'],
    ["numbers in the metadata", '{"__metadata__":{"a":1}}', 0, '__metadata__, "a" is 1, expected a text.'],
    ["a list", "[]", 0, "the header is [], expected an object."],
    ["no JSON", '{"a', 0, 'the header is no JSON, it begins "{\\"a".'],
    ["endless brackets", "[".repeat(1e6), 0, "the header nests more than 3 brackets."],
  ])("refuses a header with %s", async (_, text, size, sentence) => {
    writeFileSync(path, fileOf(text, size));
    await expect(openSafetensors(path)).rejects.toThrow(sentence);
    await expect(openSafetensors(path)).rejects.toThrow(BadTensorFile);
  });

  it("refuses a giant header, a file of seven bytes, no file, a folder and a name the file does not have", async () => {
    writeFileSync(path, Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 123));
    await expect(openSafetensors(path)).rejects.toThrow(
      "is said to take 18446744073709551615 bytes, expected at most 1.",
    );
    writeFileSync(path, new Uint8Array(7));
    await expect(openSafetensors(path)).rejects.toThrow("has 7 bytes, a safetensors file at least 8.");
    await expect(openSafetensors(join(folder, "absent"))).rejects.toThrow(/absent cannot be opened: ENOENT/);
    await expect(openSafetensors(folder)).rejects.toThrow(/is no file[.]$/);
    writeFileSync(path, fileOf(`{${header(0, 8)}}`, 8));
    const file = await openSafetensors(path);
    await expect(file.tensor("b")).rejects.toThrow('has no tensor "b"; it has "a".');
    truncateSync(path, 20);
    await expect(file.tensor("a")).rejects.toThrow("became shorter while it was read.");
    await file.close();
  });

  it("reads or refuses a file cut off or with bytes changed", async () => {
    const anyTensors = fc.uniqueArray(anyTensor, { minLength: 1, maxLength: 3, selector: ({ name }) => name });
    const anyChange = fc.tuple(fc.nat(), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(anyTensors, fc.array(anyChange, { maxLength: 3 }), fc.nat(), async (tensors, changes, cut) => {
        const bytes = Buffer.concat(safetensorsParts(tensors));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        writeFileSync(path, cut % 2 ? bytes : bytes.subarray(0, cut % bytes.length));
        await everyTensor(path).catch((error) => expect(error).toBeInstanceOf(BadTensorFile));
      }),
      { numRuns: 100 },
    );
  });
});

describe("writeSafetensors", () => {
  it("leaves the old file and nothing beside it where the new one is refused", async () => {
    const weights: StoredTensor = { name: "w", type: "float32", dims: [1], data: Float32Array.of(1) };
    await writeSafetensors(path, [weights]);
    await expect(writeSafetensors(path, [weights, weights])).rejects.toThrow(BadTensorFile);
    expect(await everyTensor(path)).toEqual([weights]);
    expect(readdirSync(folder)).toEqual(["model.safetensors"]);
  });
});

describe("floatsOf", () => {
  it("rounds doubles, hands on singles, and refuses whole numbers", () => {
    expect(floatsOf({ name: "x", type: "float64", dims: [1], data: Float64Array.of(0.1) })[0]).toBe(Math.fround(0.1));
    const data = Float32Array.of(1);
    expect(floatsOf({ name: "x", type: "float32", dims: [1], data })).toBe(data);
    expect(() => floatsOf({ name: "x", type: "int8", dims: [1], data: Int8Array.of(1) })).toThrow(
      'The tensor "x" is of int8, expected floats.',
    );
  });
});
