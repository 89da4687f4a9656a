import { columnsOf } from "#contract/columns.js";
import { type TableName, tableNames } from "#contract/contract.js";
import { derivedKey } from "#protect/derived-key.js";
import { isPersonalHeader, masked, maskedSql, shapeOf, shapeSql } from "#protect/mask.js";
import { tableOf } from "#table/table.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import type { Recognised } from "./detect-format.js";
import { rowsOf, type Source, type SourceColumn } from "./read-source.js";

/** The rows of `raw` that are being refused, each with what is told of it. */
export const REFUSED_RAW = "refused_raw";

/** How the rows of one file are refused. */
export interface Refusing {
  /** The temporary table of its refusals. */
  readonly refusals: string;
  readonly source: Source;
  readonly recognised: Recognised;
  /** Asked for where a row is refused. */
  readonly rowSecret: () => string;
}

/**
 * What the keys of refused rows are made with. Where a row may hold personal data it is a secret of the shop: from a bare
 * hash of the row, all else of which is shown, a hidden phone number could be found by trying.
 */
export function rowSecret({ format }: Recognised, shopKey: () => Uint8Array): () => string {
  const holds = (table: TableName) =>
    format.tables[table] !== undefined &&
    columnsOf(table).some(({ name, personal }) => personal && Object.hasOwn(format.fields, name));
  if (!format.personal && !tableNames.some(holds)) return () => format.name;
  return () => Buffer.from(derivedKey(shopKey(), "refused rows")).toString("hex");
}

/** SQL for the key under which the same row refused again is the same refusal. */
export const rowKey = (secret: string, written: string) => `cast(md5(${quoted(secret)} || ${written}) as uuid)`;

const LONGEST_SHOWN = 4000; // characters of a refused row

/**
 * Makes the temporary table for the refusals of one file, with the malformed lines in it, and the view
 * `${refusals}_rows` that gives the rows of REFUSED_RAW as a refusal shows them, with personal data masked, and all that
 * is written in them, to know the same row again by.
 */
export async function stageRefusals(warehouse: Warehouse, refusing: Refusing): Promise<void> {
  const { refusals: name, source, recognised } = refusing;
  await warehouse.execute(
    `create or replace temp table ${name} (row_key uuid, file varchar, line bigint, column_name varchar, reason varchar, row_masked varchar)`,
  );
  await addMalformed(warehouse, refusing);
  const { rows, written, textOf } = source.stored === "columns" ? columnRows(source) : jsonRows(recognised);
  const shown = columnsShown(recognised).map(
    ([field, column]) => `${quoted(column.header)}, ${shownValue(field, column.header, textOf(column), recognised)}`,
  );
  await warehouse.execute(
    `create or replace temp table ${REFUSED_RAW} as
     select *, cast(null as struct(header varchar, reason varchar)) as told from ${rowsOf(source)} limit 0;
     create or replace temp view ${name}_rows as
     select line, told, ${written} as written,
       left(cast(json_object(${shown.join(", ")}) as varchar), ${LONGEST_SHOWN}) as row_masked
     from ${rows}`,
  );
}

/** Each column once; of several fields that read it, as the one that hides it has it. */
function columnsShown(recognised: Recognised): [string, SourceColumn][] {
  const shown = new Map<string, [string, SourceColumn]>();
  for (const [field, column] of recognised.columns)
    if (!shown.has(column.header) || isPersonal(field, recognised)) shown.set(column.header, [field, column]);
  return [...shown.values()];
}

/** How the rows being refused are read. */
interface RefusedRows {
  /** SQL for the rows. */
  readonly rows: string;
  /** SQL for all that is written in a row. */
  readonly written: string;
  /** SQL for what is written in a column. */
  readonly textOf: (column: SourceColumn) => string;
}

function columnRows({ columns }: Source): RefusedRows {
  const texts = columns.map(({ expression }) => `coalesce(${expression}, '')`);
  return {
    rows: REFUSED_RAW,
    written: `concat_ws(chr(31), ${texts.join(", ")})`,
    textOf: ({ expression }) => expression,
  };
}

/** An object is parsed once for all its fields: DuckDB holds what it parsed, for a whole batch of rows, each time. */
function jsonRows({ columns }: Recognised): RefusedRows {
  const paths = [...new Set([...columns.values()].map(({ path }) => path ?? ""))];
  return {
    rows: `(select *, json_extract_string(json, [${paths.map(quoted).join(", ")}]) as found from ${REFUSED_RAW})`,
    written: "json",
    textOf: ({ path }) => `nullif(trim(found[${paths.indexOf(path ?? "") + 1}]), '')`,
  };
}

async function addMalformed(
  warehouse: Warehouse,
  { refusals: name, source, recognised, rowSecret }: Refusing,
): Promise<void> {
  const { malformed, columns, file } = source;
  if (malformed.length === 0) return;
  // which field is which cannot be told in a broken line: where any may be personal, all are hidden
  const hide = columns.every((column) => isKnownAndImpersonal(column, recognised)) ? masked : shapeOf;
  await warehouse.execute(
    "create or replace temp table malformed (line double, reason varchar, text varchar, shown varchar)",
  );
  await warehouse.append(
    "malformed",
    tableOf({
      line: Float64Array.from(malformed, ({ line }) => line),
      reason: malformed.map(({ reason }) => reason),
      text: malformed.map(({ text }) => text),
      shown: malformed.map(({ text }) => hide(text.slice(0, 300))),
    }),
  );
  await warehouse.execute(
    `insert into ${name} select ${rowKey(rowSecret(), "text")}, ${quoted(file)}, cast(line as bigint), null, reason, shown from malformed;
     drop table malformed`,
  );
}

const isKnownAndImpersonal = (column: SourceColumn, recognised: Recognised) =>
  [...recognised.columns].some(([field, { header }]) => header === column.header && !isPersonal(field, recognised)) &&
  !isPersonalHeader(column.header);

const isPersonal = (field: string, { format }: Recognised) =>
  personalFields.has(field) || (format.hidden?.includes(field) ?? false);

/**
 * A column that is or may be personal is hidden whole, any other masked; but numbers and times that look like what they
 * should be say nothing about a person.
 */
function shownValue(field: string, header: string, expression: string, recognised: Recognised): string {
  if (isPersonal(field, recognised) || isPersonalHeader(header))
    return `case when ${expression} is null then null else '•••' end`;
  const plain = plainForms.get(field);
  // what stands where a number or a time should, in a file about people, may be anything of theirs
  const hidden = plain && recognised.format.personal ? shapeSql(expression) : maskedSql(expression);
  return plain
    ? `case when regexp_full_match(${expression}, ${quoted(plain)}) then ${expression} else ${hidden} end`
    : hidden;
}

const DAY = "(\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4})";
const forms = {
  text: null,
  flag: null,
  whole: "[-+]?[0-9.,]{1,8}",
  number: "[-+]?[0-9.,]{1,8}",
  price: "[-+]?[0-9.,]{1,8}",
  time: `${DAY}([ T][0-9:.]{1,15})?( ?(Z|UTC|[-+]\\d{2}:?\\d{2}))?`,
  day: DAY,
} as const;

const allColumns = tableNames.flatMap((table) => [...columnsOf(table)]);

const personalFields = new Set(allColumns.filter(({ personal }) => personal).map(({ name }) => name));

/** Field → what a value of its type looks like. */
const plainForms = new Map(allColumns.map(({ name, type }) => [name, forms[type]]));
