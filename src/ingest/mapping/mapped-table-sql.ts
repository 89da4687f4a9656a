import { columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { identities } from "#contract/identity.js";
import { quoted } from "#warehouse/prepare-shop.js";
import { type MappedRows, type MappedSql, mappedSql } from "./mapped-sql.js";
import {
  LINE_TOTAL,
  listed,
  type MappedColumn,
  type MappedTable,
  type Mapping,
  needsRows,
  totalSpeaksFor,
} from "./mapping.js";

export interface Mapped {
  readonly mapping: Mapping;
  readonly table: MappedTable;
  /** Of the table in the mapping. */
  readonly place: number;
  readonly rows: MappedRows;
}

/** One query for one table of a mapping: one row per row of the file that the table takes. */
export function mappedTableSql(mapped: Mapped): string {
  const { table, place } = mapped;
  const columns = columnsSql(mapped);
  const [key = ""] = columns.keys();
  const untaken = place === 0 ? untakenSql(mapped) : undefined;
  if (untaken) {
    const { value = "", refused = "null" } = columns.get(key) ?? {};
    const reason = "'no table of the mapping takes it'";
    columns.set(key, { value, refused: `case when ${untaken} then ${reason} else ${refused} end` });
  }
  const selected = [...columns].flatMap(([name, { value, refused }]) => [
    `${value} as ${name}`,
    ...(refused ? [`${refused} as refused_${name}`] : []),
  ]);
  const when = takenSql(mapped);
  const taken = `select line, ${selected.join(", ")} from ${mapped.rows.name}${when ? ` where ${untaken ? `${when} or ${untaken}` : when}` : ""}`;
  const whole = LINE_TOTAL in table.columns ? withTotal(taken) : taken;
  if (needsRows(table.table, place)) return whole;
  const named = keyOf(table.table).filter((column) => columns.has(column));
  return `select * from (${whole}) where ${named.map((column) => `${column} is not null`).join(" and ")}`;
}

/** Contract column → how it is filled. */
function columnsSql({ mapping, table, rows }: Mapped): Map<string, MappedSql> {
  const facts = new Map(columnsOf(table.table).map((column) => [column.name, column]));
  const total = facts.get("unit_price");
  if (total) facts.set(LINE_TOTAL, total);
  const { currency: stated = [] } = table.columns;
  const first = (column: string, mapped: MappedColumn | readonly MappedColumn[], currency: string): MappedSql => {
    const known = facts.get(column);
    if (!known) throw new TypeError(`${table.table} has no column ${column}`);
    return firstOf(listed(mapped).map((one) => mappedSql(one, { facts: known, mapping, rows, currency })));
  };
  const currency = listed(stated).length > 0 ? first("currency", stated, "null").value : "null";
  const columns = new Map(
    Object.entries(table.columns).map(([column, mapped]) => [column, first(column, mapped, currency)]),
  );
  return LINE_TOTAL in table.columns ? withDerived(columns, totalSpeaksFor(table.columns)) : columns;
}

/** @param speaking the column that is refused where the total is */
function withDerived(columns: ReadonlyMap<string, MappedSql>, speaking: string): Map<string, MappedSql> {
  const none: MappedSql = { value: "cast(null as varchar)" };
  const derived = new Map([["unit_price", none], ["discount", none], ...columns]);
  const refused = [derived.get(speaking)?.refused, columns.get(LINE_TOTAL)?.refused].filter((sql) => sql !== undefined);
  const { value } = derived.get(speaking) ?? none;
  return derived.set(speaking, { value, ...(refused.length > 0 && { refused: `coalesce(${refused.join(", ")})` }) });
}

/** Of several, the first that holds something. */
function firstOf(several: readonly MappedSql[]): MappedSql {
  const [only] = several;
  if (several.length === 1 && only) return only;
  const value = `coalesce(${several.map((one) => one.value).join(", ")})`;
  const cases = several.map((one) => `when ${one.value} is not null then ${one.refused ?? "null"}`);
  return { value, ...(several.some(({ refused }) => refused) && { refused: `case ${cases.join(" ")} end` }) };
}

/** Price and discount of lines of which the source states what they come to: exactly that, whatever the price is rounded to. */
function withTotal(rows: string): string {
  const total = `try_cast(${LINE_TOTAL} as decimal(18, 4))`;
  const each = `cast(try_cast(${total} / nullif(try_cast(quantity as double), 0) as decimal(18, 4)) as varchar)`;
  const gross = "try_cast(unit_price as decimal(18, 4)) * try_cast(quantity as decimal(10, 0))";
  const off = `coalesce(cast(try_cast(${gross} - ${total} as decimal(18, 4)) as varchar), ${LINE_TOTAL})`;
  return `select * exclude (${LINE_TOTAL}) replace (case when ${LINE_TOTAL} is null then discount else ${off} end as discount)
    from (select * replace (coalesce(unit_price, ${each}, ${LINE_TOTAL}) as unit_price) from (${rows}))`;
}

function keyOf(table: TableName): readonly string[] {
  const identity = identities[table];
  return identity.kind === "key" ? identity.columns : [];
}

function takenSql({ table: { when }, rows }: Pick<Mapped, "table" | "rows">): string | undefined {
  return (
    when &&
    `coalesce(lower(${rows.written(when.column)}) in (${when.is.map((word) => quoted(word.toLowerCase())).join(", ")}), false)`
  );
}

/** Whether none of the tables that need a row whole takes it; undefined where one takes every row. */
function untakenSql({ mapping, rows }: Mapped): string | undefined {
  const needed = mapping.tables.filter(({ table }, place) => needsRows(table, place));
  const taken = needed.map((table) => takenSql({ table, rows }));
  return taken.some((one) => one === undefined) ? undefined : `not (${taken.join(" or ")})`;
}
