import { readFileSync } from "node:fs";
import type { TableName } from "#contract/contract.js";
import { tableNames } from "#contract/contract.js";
import { numbers, texts } from "#table/table.js";
import { quoted, type ShopFacts } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { checkedRows } from "./check-rows.js";
import { detectFormat, type Recognised } from "./detect-format.js";
import type { Format } from "./format.js";
import { type ReadOptions, readSource, type Source } from "./read-source.js";
import { stageRefusals } from "./stage-refusals.js";
import { UnreadableFile } from "./unreadable-file.js";

/** A file read, understood and checked, waiting in temporary tables to be merged into the shop. */
export interface StagedFile {
  readonly source: Source;
  readonly format: Format;
  /** The temporary table that holds the rows for each contract table. */
  readonly tables: ReadonlyMap<TableName, string>;
  /** The temporary table that holds the rows refused. */
  readonly refusals: string;
  /** Rows of the file refused, malformed lines included. */
  readonly refused: number;
  /** The first currency the file names, if any. */
  readonly currency: string | null;
}

export interface StageOptions extends ReadOptions {
  readonly formats: readonly Format[];
  /** Name of the format; absent: detected. */
  readonly wanted?: string;
}

/** @throws {UnreadableFile} when the file as a whole cannot be understood. */
export async function stageFile(
  warehouse: Warehouse,
  path: string,
  place: number,
  options: StageOptions,
): Promise<StagedFile> {
  const source = await readSource(warehouse, path, options);
  if (source.rows === 0) throw new UnreadableFile(`${path} has column names but no rows`);
  const recognised = detectFormat(source, options.formats, options.wanted);
  const refusals = `refused_${place}`;
  await stageRefusals(warehouse, refusals, source, recognised);

  await createSource(warehouse, recognised);
  let tables = await checkAll(warehouse, recognised.format, place);
  if (await moveRefused(warehouse, tables, refusals, source, recognised)) {
    tables = await checkAll(warehouse, recognised.format, place); // what is left, without the rows refused
    await moveRefused(warehouse, tables, refusals, source, recognised);
  }
  const refused = numbers(await warehouse.query(`select count(*) as n from ${refusals}`), "n")[0] ?? 0;
  const currency = await firstCurrency(warehouse, tables);
  await warehouse.execute("drop view source; drop table raw");
  return { source, format: recognised.format, tables, refusals, refused, currency };
}

/** Functions the formats' queries may use, for a shop in this time zone. */
export async function prepareFormats(warehouse: Warehouse, { timeZone }: ShopFacts): Promise<void> {
  const zoned = (text: string) => `timezone('UTC', try_cast(${text} as timestamptz))`;
  const colon = "regexp_replace(written, '([+-]\\d\\d)(\\d\\d)$', '\\1:\\2')";
  const sql = readFileSync(new URL("./functions.sql", import.meta.url), "utf8")
    .replaceAll("{offset_time}", () => zoned(colon))
    // UTC needs no calendar of the zone, and its offset cast is ten times faster
    .replaceAll("{utc}", timeZone === "UTC" ? "try_cast(written as timestamp)" : zoned("written"));
  await warehouse.execute(sql.slice(sql.indexOf("create")));
}

/** `source`: the format's fields as text, by their names; those the file lacks are empty. */
async function createSource(warehouse: Warehouse, { format, columns }: Recognised): Promise<void> {
  const fields = Object.keys(format.fields).map((field) => {
    const column = columns.get(field);
    return column ? `nullif(trim(${column.expression}), '') as "${field}"` : `cast(null as varchar) as "${field}"`;
  });
  await warehouse.execute(`create or replace temp view source as select line, ${fields.join(", ")} from raw`);
}

async function checkAll(warehouse: Warehouse, format: Format, place: number): Promise<Map<TableName, string>> {
  const tables = new Map<TableName, string>();
  for (const table of tableNames) {
    const sql = format.tables[table];
    if (!sql) continue;
    const name = `staged_${place}_${table}`;
    await warehouse.execute(`create or replace temp view mapped as ${sql}`);
    const shape = await warehouse.query("select column_name from (describe select * from mapped)");
    await warehouse.execute(
      `create or replace temp table ${name} as ${checkedRows(table, "mapped", new Set(texts(shape, "column_name").words))}`,
    );
    await warehouse.execute("drop view mapped");
    tables.set(table, name);
  }
  return tables;
}

/** Moves source rows with a problem from `raw` to the refusals: a row is refused as a whole. Answers whether any was. */
async function moveRefused(
  warehouse: Warehouse,
  tables: ReadonlyMap<TableName, string>,
  refusals: string,
  source: Source,
  { format, columns }: Recognised,
): Promise<boolean> {
  const bad = [...tables.values()].map(
    (name) => `select line, bad_column, bad_reason from ${name} where bad_column is not null`,
  );
  const headers = [...columns].map(([field, column]) => `when ${quoted(field)} then ${quoted(column.header)}`);
  const moved = await warehouse.execute(
    `insert into ${refusals}
     select r.row_key, ${quoted(source.file)}, b.line, b.header, b.header || ': ' || b.bad_reason, r.row_masked
     from (
       select line, min_by(bad_reason, bad_column) as bad_reason,
         case min(bad_column) ${headers.join(" ")} else min(bad_column) end as header
       from (${bad.join(" union all ")}) group by line
     ) b
     join ${refusals}_rows r on r.line = b.line`,
  );
  if (moved === 0) return false;
  await warehouse.execute(`delete from raw where line in (select line from ${refusals})`);
  for (const [table, name] of tables)
    if (format.tables[table]) await warehouse.execute(`delete from ${name} where bad_column is not null`);
  return true;
}

async function firstCurrency(warehouse: Warehouse, tables: ReadonlyMap<TableName, string>): Promise<string | null> {
  for (const table of ["orders", "items", "events", "refunds", "spend"] as const) {
    const name = tables.get(table);
    if (!name) continue;
    const found = await warehouse.query(
      `select currency from ${name} where currency is not null order by line limit 1`,
    );
    const [word] = texts(found, "currency").words;
    if (word) return word;
  }
  return null;
}
