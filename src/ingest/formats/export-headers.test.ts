import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type TableName, tableNames } from "#contract/contract.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { shopifyColumns } from "../../../test/shopify-export.js";
import { detectFormat } from "../detect-format.js";
import { formats } from "./formats.js";

function detected(headers: readonly string[]): string {
  const columns = headers.map((header) => ({ header, expression: "c" }));
  const source = {
    path: "a.csv",
    file: "a.csv",
    sha256: "",
    encoding: "utf-8",
    rows: 1,
    columns,
    stored: "columns",
    malformed: [],
  } as const;
  return detectFormat(source, formats).format.name;
}

const exported: readonly (readonly [string, string, readonly string[]])[] = [
  ...Object.entries(exportHeaders).flatMap(([format, generations]) =>
    Object.entries(generations).map(([generation, headers]) => [format, generation, headers] as const),
  ),
  ...Object.entries(shopifyColumns).map(([generation, headers]) => ["shopify-orders", generation, headers] as const),
];

describe("an export with all its columns", () => {
  it.each(exported)("is detected as %s, %s, in any order and case", (format, _, headers) => {
    expect(detected(headers)).toBe(format);
    expect(detected(headers.toReversed().map((header) => header.toUpperCase()))).toBe(format);
  });
});

describe("docs/formats.md", () => {
  const page = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");
  const exports = formats.filter(({ name }) => !tableNames.includes(name as TableName));

  it.each(exports.map((format) => [format.name, format] as const))("says what becomes of %s", (name, format) => {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row?.split("|")[3]?.trim().split(", ").toSorted()).toEqual(Object.keys(format.tables).toSorted());
  });
});
