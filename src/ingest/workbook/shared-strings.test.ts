import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ZipEntry } from "../unpack/zip-archive.js";
import { type SharedStrings, sharedStrings } from "./shared-strings.js";

const TEXTS = 150_000; // more than are kept in memory
const textOf = (i: number) => (i % 1000 === 7 ? "长".repeat(3000) : `Nº ${i} & "more"`);

async function* xml(): AsyncGenerator<Buffer> {
  yield Buffer.from("<sst>");
  for (let from = 0; from < TEXTS; from += 1000) {
    const texts = Array.from(
      { length: 1000 },
      (_, i) => `<si><t>${textOf(from + i).replaceAll("&", "&amp;")}</t></si>`,
    );
    yield Buffer.from(texts.join(""));
  }
  yield Buffer.from("</sst>");
}

describe("the shared texts of a workbook", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-shared-"));
  let strings: SharedStrings;
  beforeAll(async () => {
    const entry: ZipEntry = { name: "xl/sharedStrings.xml", path: "book.xlsx#x", bytes: 0, read: xml };
    strings = await sharedStrings(entry, "book.xlsx", folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are found by their number, in any order, in memory or not", () => {
    fc.assert(
      fc.property(fc.nat(TEXTS - 1), (i) => void expect(strings.at(i)).toBe(textOf(i))),
      { numRuns: 2000 },
    );
    for (const i of [0, 65_535, 65_536, TEXTS - 1]) expect(strings.at(i)).toBe(textOf(i));
  });

  it("are none beyond the last", () => {
    for (const i of [TEXTS, 1e9, -1, 0.5, Number.NaN]) expect(strings.at(i)).toBeUndefined();
  });

  it("leave no file when they are closed", () => {
    strings.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
