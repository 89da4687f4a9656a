import { columnsOf } from "#contract/columns.js";
import { tableNames } from "#contract/contract.js";
import { isPersonalHeader, masked, maskedSql, shapeOf } from "#protect/mask.js";
import { tableOf } from "#table/table.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import type { Recognised } from "./detect-format.js";
import type { Source, SourceColumn } from "./read-source.js";

/**
 * Makes the temporary table `name` for the refusals of one file, with the malformed lines in it, and the view
 * `${name}_rows` that gives any row of `raw` as a refusal shows it: with personal data masked, and a key under which
 * the same row refused again is the same refusal.
 */
export async function stageRefusals(
  warehouse: Warehouse,
  name: string,
  source: Source,
  recognised: Recognised,
): Promise<void> {
  await warehouse.execute(
    `create or replace temp table ${name} (row_key uuid, file varchar, line bigint, column_name varchar, reason varchar, row_masked varchar)`,
  );
  await addMalformed(warehouse, name, source);
  const shown = source.columns.map((column) => `${quoted(column.header)}, ${shownValue(column, recognised)}`);
  const written = `concat_ws(chr(31), ${source.columns.map(({ expression }) => `coalesce(${expression}, '')`).join(", ")})`;
  await warehouse.execute(
    `create or replace temp view ${name}_rows as
     select line, cast(md5(${quoted(recognised.format.name)} || ${written}) as uuid) as row_key,
       cast(json_object(${shown.join(", ")}) as varchar) as row_masked
     from raw`,
  );
}

async function addMalformed(warehouse: Warehouse, name: string, { malformed, columns, file }: Source): Promise<void> {
  if (malformed.length === 0) return;
  const hide = columns.some(({ header }) => isPersonalHeader(header)) ? shapeOf : masked;
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
    `insert into ${name} select cast(md5(text) as uuid), ${quoted(file)}, cast(line as bigint), null, reason, shown from malformed;
     drop table malformed`,
  );
}

/** Numbers, days and flags say nothing about a person; a column that probably does is hidden whole. */
function shownValue(column: SourceColumn, { columns }: Recognised): string {
  const field = [...columns].find(([, { header }]) => header === column.header)?.[0];
  if (field && plainFields.has(field)) return column.expression;
  if (isPersonalHeader(column.header)) return `case when ${column.expression} is null then null else '•••' end`;
  return maskedSql(column.expression);
}

const plainFields = new Set(
  tableNames.flatMap((table) =>
    columnsOf(table)
      .filter(({ type, personal }) => type !== "text" && !personal)
      .map(({ name }) => name),
  ),
);
