import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BrokenSeal, HEADER_BYTES, sealer, unsealed } from "./sealed-blocks.js";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);

function sealedFile(contents: readonly string[], name = "load-1"): Buffer {
  const { header, seal } = sealer(key, name);
  return Buffer.concat([header, ...contents.map((text, i) => seal(text, { last: i === contents.length - 1 }))]);
}

async function opened(file: Buffer, { name = "load-1", by = key, step = 1 << 16 } = {}): Promise<string[]> {
  async function* chunks() {
    for (let at = 0; at < file.length; at += step) yield file.subarray(at, at + step);
  }
  const found: string[] = [];
  for await (const text of unsealed(by, name, chunks())) found.push(text);
  return found;
}

const contents = ["anna@example.com", "", "张三 13800138000\n".repeat(500), "the end"];

describe("sealed blocks", () => {
  it("open to what was sealed, in whatever pieces the file is read", async () => {
    const pieces = fc.array(fc.string({ unit: "binary", maxLength: 300 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 20, max: 2000 }), async (texts, step) => {
        const whole = texts.map((text) => Buffer.from(text).toString()); // lone surrogates are no text
        expect(await opened(sealedFile(whole), { step })).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("hide what they hold, and the same content looks different each time", () => {
    const [one, two] = [sealedFile(contents), sealedFile(contents)];
    for (const file of [one, two]) expect(file.toString("latin1")).not.toMatch(/anna|13800138000|the end/);
    expect(one.subarray(HEADER_BYTES).equals(two.subarray(HEADER_BYTES))).toBe(false);
  });

  it("do not open when a single bit was changed, wherever it stands", async () => {
    const file = sealedFile(["anna@example.com", "the end"]);
    for (let at = 0; at < file.length; at += 1) {
      const changed = Buffer.from(file);
      changed[at]! ^= 1 << (at % 8);
      await expect(opened(changed), `byte ${at}`).rejects.toThrow(BrokenSeal);
    }
  });

  it("do not open when the file was cut short anywhere, or goes on after its end", async () => {
    const file = sealedFile(["anna@example.com", "the end"]);
    for (let length = 0; length < file.length; length += 1) {
      await expect(opened(file.subarray(0, length)), `${length} bytes`).rejects.toThrow(BrokenSeal);
    }
    await expect(opened(Buffer.concat([file, file]))).rejects.toThrow(BrokenSeal);
  });

  it("do not open in another order, under another name or with another key", async () => {
    const { header, seal } = sealer(key, "load-1");
    const [one, two] = [seal("one", { last: false }), seal("two", { last: true })];
    expect(await opened(Buffer.concat([header, one, two]))).toEqual(["one", "two"]);
    await expect(opened(Buffer.concat([header, two, one]))).rejects.toThrow(BrokenSeal);
    await expect(opened(Buffer.concat([header, two]))).rejects.toThrow(BrokenSeal);
    await expect(opened(Buffer.concat([header, one]))).rejects.toThrow(BrokenSeal);
    await expect(opened(sealedFile(contents), { name: "load-2" })).rejects.toThrow("its block 1 does not open");
    await expect(opened(sealedFile(contents), { by: key.map((byte) => byte ^ 1) })).rejects.toThrow(BrokenSeal);
  });
});
