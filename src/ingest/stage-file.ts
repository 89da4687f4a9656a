import { readFileSync } from "node:fs";
import type { TableName } from "#contract/contract.js";
import { tableNames } from "#contract/contract.js";
import { pseudonymMacro } from "#protect/pseudonym.js";
import { numbers, textAt, texts } from "#table/table.js";
import { quoted, type ShopFacts } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { checkRows, type Problem } from "./check-rows.js";
import { concealedCustomer, concealPersonal, concealRefusals, NAMED_PEOPLE } from "./conceal.js";
import type { Recognised } from "./detect-format.js";
import type { Format } from "./format.js";
import type { Given } from "./given.js";
import { type RecognisingOptions, readRecognised } from "./read-recognised.js";
import { inRaw, readInPlace, rowsOf, type Source } from "./read-source.js";
import { refuseAmbiguous } from "./refuse-ambiguous.js";
import { stagePeople } from "./seal-originals.js";
import { REFUSED_RAW, type Refusing, rowKey, rowSecret, stageRefusals } from "./stage-refusals.js";
import { UnknownFile } from "./unknown-file.js";

/** A file read, understood and checked, waiting in temporary tables to be merged into the shop. */
export interface StagedFile {
  readonly source: Source;
  readonly format: Format;
  /** The temporary table that holds the rows for each contract table. */
  readonly tables: ReadonlyMap<TableName, string>;
  /** The temporary table that holds what identifies whom, where the format knows. */
  readonly people: string | null;
  /** The temporary table that holds the rows refused. */
  readonly refusals: string;
  /** Rows of the file refused, malformed lines included. */
  readonly refused: number;
  /** The first currency the file names, if any. */
  readonly currency: string | null;
}

export interface StageOptions extends RecognisingOptions {
  /** Asked only for a file whose format holds personal data. */
  readonly shopKey: () => Uint8Array;
  /** ISO 3166 code of the shop, for phone numbers that name no country. */
  readonly country: string | null;
}

/** @throws {UnreadableFile} when the file as a whole cannot be understood. */
export async function stageFile(
  warehouse: Warehouse,
  given: Given,
  place: number,
  options: StageOptions,
): Promise<StagedFile> {
  const read = await readRecognised(warehouse, given, options);
  const { recognised } = read;
  const source = isReadOnce(recognised) ? read.source : await inRaw(warehouse, read.source);
  if (source.rows === 0) throw new UnknownFile(`${given.path} has column names but no rows`);
  return readInPlace(warehouse, source, () => stageRows(warehouse, { source, recognised, place, options }));
}

interface Reading {
  readonly source: Source;
  readonly recognised: Recognised;
  readonly place: number;
  readonly options: StageOptions;
}

async function stageRows(warehouse: Warehouse, { source, recognised, place, options }: Reading): Promise<StagedFile> {
  await refuseAmbiguous(warehouse, source, recognised);
  const prepare = async () => void (await warehouse.execute(pseudonymMacro(options.shopKey(), options.country)));
  if (recognised.format.personal) await prepare();
  const staging = {
    place,
    refusals: `refused_${place}`,
    source,
    recognised,
    rowSecret: rowSecret(recognised, options.shopKey),
  };
  const { refusals } = staging;
  await stageRefusals(warehouse, staging);

  await createSource(warehouse, source, recognised);
  const checked = await checkUntilClean(warehouse, staging);
  await concealRefusals(warehouse, refusals);
  await concealPersonal(warehouse, checked, prepare);
  const tables = new Map(checked.map(({ table, name }) => [table, name]));
  const refused = numbers(await warehouse.query(`select count(*) as n from ${refusals}`), "n")[0] ?? 0;
  const currency = await firstCurrency(warehouse, tables);
  const people = await peopleIn(warehouse, place, recognised.format);
  await dropSource(warehouse, source, recognised.format);
  return { source, format: recognised.format, tables, people, refusals, refused, currency };
}

/** Whether its rows are looked at but once, so that they need not be in the warehouse for it. */
const isReadOnce = ({ format }: Recognised): boolean =>
  format.rows === "alone" && format.steps.length === 0 && Object.keys(format.tables).length === 1 && !format.people;

/** The temporary table of all whom the file names; null where it names nobody. */
async function peopleIn(warehouse: Warehouse, place: number, { people }: Format): Promise<string | null> {
  const named = numbers(await warehouse.query(`select count(*) as n from ${NAMED_PEOPLE}`), "n")[0] ?? 0;
  const given = people ? [`select ${concealedCustomer()} as customer_id, kind, written, seen_at from (${people})`] : [];
  const some = named > 0 || people !== undefined;
  if (some)
    await stagePeople(warehouse, `people_${place}`, [`select * from ${NAMED_PEOPLE}`, ...given].join(" union all "));
  await warehouse.execute(`drop table ${NAMED_PEOPLE}`);
  return some ? `people_${place}` : null;
}

/** Hour, minute, second, fraction, half of the day and offset, as groups; none of them must be there. */
const TIME_OF_DAY =
  "(?:[T, ]+(\\d{1,2}):(\\d\\d)(?::(\\d\\d)([.,]\\d+)?)?)?(?: ?([AaPp])[.]?[Mm][.]?)? ?(Z|[+-]\\d\\d(?::?\\d\\d)?)?";

/** Functions the formats' queries may use, for a shop in this time zone. */
export async function prepareFormats(warehouse: Warehouse, { timeZone }: ShopFacts): Promise<void> {
  const zoned = (text: string) => `timezone('UTC', try_cast(${text} as timestamptz))`;
  // DuckDB wants seconds before an offset, no space, and a colon in it
  const seconds = "regexp_replace(written, '([T ]\\d{1,2}:\\d\\d)( ?[+-])', '\\1:00\\2')";
  const colon = `regexp_replace(${seconds}, ' ?([+-]\\d\\d):?(\\d\\d)?$', '\\1:\\2')`;
  const sql = readFileSync(new URL("./functions.sql", import.meta.url), "utf8")
    .replaceAll("{time}", () => TIME_OF_DAY)
    .replaceAll("{offset}", () => zoned(colon))
    // UTC needs no calendar of the zone, and its offset cast is ten times faster
    .replaceAll("{local}", timeZone === "UTC" ? "try_cast(written as timestamp)" : zoned("written"));
  await warehouse.execute(sql.slice(sql.indexOf("create")));
}

/** `source`: the format's fields as text, by their names; those the file lacks are empty. */
async function createSource(warehouse: Warehouse, source: Source, recognised: Recognised): Promise<void> {
  const { format, columns } = recognised;
  const fields = Object.keys(format.fields);
  if (source.stored === "columns") {
    const expressionOf = (field: string) => {
      if (field === format.rest) return restOf(source, recognised);
      const column = columns.get(field);
      return (format.typed && column?.native) || column?.expression || "cast(null as varchar)";
    };
    const selected = fields.map((field) => `${expressionOf(field)} as "${field}"`);
    await warehouse.execute(
      `create or replace temp view source as select line, ${selected.join(", ")} from ${rowsOf(source)}`,
    );
    return;
  }
  // an object is parsed once for all its fields
  const given = fields.filter((field) => columns.has(field));
  const paths = given.map((field) => quoted(columns.get(field)?.path ?? ""));
  const selected = fields.map((field) => {
    if (field === format.rest) return `json as "${field}"`;
    const at = given.indexOf(field) + 1;
    return `${at > 0 ? `nullif(trim(found[${at}]), '')` : "cast(null as varchar)"} as "${field}"`;
  });
  await warehouse.execute(
    `create or replace temp table source_fields as
     select line, ${selected.join(", ")} from (select line, json, json_extract_string(json, [${paths.join(", ")}]) as found from raw);
     create or replace temp view source as select * from source_fields`,
  );
}

/** The columns no field takes, as one JSON object. */
function restOf(source: Source, { columns }: Recognised): string {
  const taken = new Set([...columns.values()].map(({ expression }) => expression));
  const others = new Map(
    source.columns
      .filter(({ expression }) => !taken.has(expression))
      .map(({ header, expression }) => [header, expression] as const)
      .toReversed(), // the first of two counts
  );
  const pairs = [...others].map(([header, expression]) => `${quoted(header)}, ${expression}`);
  return `cast(json_object(${pairs.join(", ")}) as varchar)`;
}

async function dropSource(warehouse: Warehouse, { stored }: Source, { steps }: Format): Promise<void> {
  for (const { name } of steps) await warehouse.execute(`drop table ${name}`);
  await warehouse.execute("drop view source; drop table if exists raw");
  if (stored === "json") await warehouse.execute("drop table source_fields");
}

interface Staging extends Refusing {
  readonly place: number;
}

/** A checked table: what its `problem` column speaks of. */
interface Checked {
  readonly table: TableName;
  /** The temporary table. */
  readonly name: string;
  readonly problems: readonly Problem[];
}

/**
 * Refuses source rows until those left are all understood: a row is refused as a whole, and what was made of several
 * rows is made anew without it.
 */
async function checkUntilClean(warehouse: Warehouse, staging: Staging): Promise<Checked[]> {
  const { format } = staging.recognised;
  for (;;) {
    const checked = await checkAll(warehouse, format, staging.place);
    const moved = await moveRefused(warehouse, checked, staging);
    if (moved && format.rows === "alone") {
      for (const { name } of checked) await warehouse.execute(`delete from ${name} where problem is not null`);
    }
    if (!moved || format.rows === "alone") return checked;
  }
}

async function checkAll(warehouse: Warehouse, format: Format, place: number): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const { name, sql } of format.steps) await warehouse.execute(`create or replace temp table ${name} as ${sql}`);
  for (const table of tableNames) {
    const sql = format.tables[table];
    if (!sql) continue;
    const name = `staged_${place}_${table}`;
    await warehouse.execute(`create or replace temp view mapped as ${sql}`);
    const shape = await warehouse.query("select column_name, column_type from (describe select * from mapped)");
    const given = Array.from({ length: shape.rows }, (_, i): [string, string] => [
      textAt(texts(shape, "column_name"), i) ?? "",
      textAt(texts(shape, "column_type"), i) ?? "",
    ]);
    const check = checkRows(table, "mapped", new Map(given));
    await warehouse.execute(`create or replace temp table ${name} as ${check.sql}`);
    await warehouse.execute("drop view mapped");
    checked.push({ table, name, problems: check.problems });
  }
  return checked;
}

/** Moves source rows with a problem from `raw` to the refusals. Answers whether any was. */
async function moveRefused(
  warehouse: Warehouse,
  checked: readonly Checked[],
  { refusals, source, recognised, rowSecret }: Staging,
): Promise<boolean> {
  const bad = checked.map((one, table) => problemsOf(one, table, recognised));
  await warehouse.execute(
    `create or replace temp table problems as
     select line, arg_min(told, place) as told from (${bad.join(" union all ")}) group by line`,
  );
  const found = numbers(await warehouse.query("select count(*) as n from problems"), "n")[0] ?? 0;
  if (found > 0) {
    // only the rows refused are ever widened to what a refusal shows
    await warehouse.execute(
      `create or replace temp table ${REFUSED_RAW} as select r.*, p.told from ${rowsOf(source)} r join problems p on p.line = r.line`,
    );
    await warehouse.execute(
      `insert into ${refusals}
       select ${rowKey(rowSecret(), "written")}, ${quoted(source.file)}, line, told.header, told.header || ': ' || told.reason, row_masked
       from ${refusals}_rows`,
    );
    // where a row is judged alone, none is looked at again
    const again = source.stored === "columns" ? ["raw"] : ["raw", "source_fields"];
    for (const rows of recognised.format.rows === "alone" ? [] : again)
      await warehouse.execute(`delete from ${rows} where line in (select line from problems)`);
    await warehouse.execute(`truncate ${REFUSED_RAW}`);
  }
  await warehouse.execute("drop table problems");
  return found > 0;
}

/** SQL for the problems of one checked table: the line, which problem comes first, and what is told of it. */
function problemsOf({ name, problems }: Checked, table: number, { columns }: Recognised): string {
  const why = problems.map(({ column, reason }, i) => {
    const header = columns.get(column)?.header ?? column;
    return `when ${i} then {'header': ${quoted(header)}, 'reason': ${reason}}`;
  });
  const told = why.length > 0 ? `case problem ${why.join(" ")} end` : "null";
  // a problem of a column the file itself has says more than that of one made of it
  const own = problems.flatMap(({ column }, i) => (columns.has(column) ? [i] : []));
  const rank = `case when problem in (${own.join(", ") || "null"}) then 0 else 1 end`;
  return `select line, [${rank}, ${table}, problem] as place, ${told} as told from ${name} where problem is not null`;
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
