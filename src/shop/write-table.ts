import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Column, Table } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { quoted } from "#warehouse/prepare-shop.js";

export interface WriteOptions {
  /** "owner": the file is readable by its owner alone. */
  readonly readers?: "owner" | "all";
}

/**
 * Writes a table as CSV, or as Parquet where the name ends in `.parquet`; whole or not at all. In a CSV, text that a
 * spreadsheet would run as a formula gets an apostrophe before it; a number such as +49 170 1234567 runs nothing.
 *
 * @throws {Error} when the name ends in neither.
 */
export async function writeTable(table: Table, path: string, { readers = "all" }: WriteOptions = {}): Promise<void> {
  const format = formatOf(path);
  mkdirSync(dirname(resolve(path)), { recursive: true });
  const folder = mkdtempSync(join(dirname(resolve(path)), ".shoplens-"));
  const warehouse = await openDuckdb({
    path: ":memory:",
    memoryLimitMegabytes: 300,
    threads: 2,
    temporaryFolder: folder,
    access: "write",
  });
  try {
    const columns = Object.entries(table.columns);
    await warehouse.execute(
      `create table answers (${columns.map(([name, c]) => `"${name}" ${c instanceof Float64Array ? "double" : "varchar"}`).join(", ")})`,
    );
    await warehouse.append("answers", table);
    const part = join(folder, "answers.part");
    const isCsv = !path.endsWith(".parquet");
    const written = columns.map(
      ([name, column]) => `${expressionOf(name, column, isCsv ? "csv" : "parquet")} as "${name}"`,
    );
    await warehouse.execute(`copy (select ${written.join(", ")} from answers) to ${quoted(part)} (${format})`);
    if (readers === "owner") chmodSync(part, 0o600);
    renameSync(part, path);
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function expressionOf(name: string, column: Column, file: "csv" | "parquet"): string {
  if (isWhole(column)) return `cast("${name}" as bigint)`;
  if (column instanceof Float64Array || file === "parquet") return `"${name}"`;
  // Source: OWASP, CSV Injection; spreadsheets of East Asia take the wide signs for the others
  return `case when regexp_matches("${name}", '^[=+@\\t\\r\\n＝＋－＠-]') and not regexp_full_match("${name}", '[+-]?[0-9 ()./-]+')
    then '''' || "${name}" else "${name}" end`;
}

function formatOf(path: string): string {
  if (path.endsWith(".parquet")) return "format parquet";
  if (path.endsWith(".csv")) return "format csv, header true";
  if (path.endsWith(".csv.gz")) return "format csv, header true, compression gzip";
  throw new Error(`${path}: expected a name that ends in .csv, .csv.gz or .parquet`);
}

/** Whole numbers are written without a decimal point. */
const isWhole = (column: Column) =>
  column instanceof Float64Array && column.every((value) => Number.isNaN(value) || Number.isSafeInteger(value));
