import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Column, Table } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { quoted } from "#warehouse/prepare-shop.js";

/**
 * Writes a table as CSV, or as Parquet where the name ends in `.parquet`; whole or not at all.
 *
 * @throws {Error} when the name ends in neither.
 */
export async function writeTable(table: Table, path: string): Promise<void> {
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
    const written = columns.map(([name, column]) =>
      isWhole(column) ? `cast("${name}" as bigint) as "${name}"` : `"${name}"`,
    );
    await warehouse.execute(`copy (select ${written.join(", ")} from answers) to ${quoted(part)} (${format})`);
    renameSync(part, path);
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
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
