import type { ColumnFacts } from "#contract/columns.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { DateOrder } from "./date-orders.js";
import { isPersonId, type MappedColumn, type Mapping, type WrittenColumn } from "./mapping.js";

/** How a contract column is filled from what is written. */
export interface MappedSql {
  /** SQL for its text; what cannot be understood stays as written, for the check at the door to refuse. */
  readonly value: string;
  /** SQL for why the value is refused, where more can be said than the check at the door knows; null: it is not. */
  readonly refused?: string;
}

/** The rows of a file, as the queries of a mapping see them. */
export interface MappedRows {
  /** The table or view that holds them. */
  readonly name: string;
  /** SQL for what is written under a header. */
  readonly written: (header: string) => string;
  /** Has an expression worked out once a row, however many tables take it; answers SQL for its value. */
  readonly once: (expression: string) => string;
}

export interface MappedFrom {
  readonly facts: ColumnFacts;
  /** What holds for the whole mapping. */
  readonly mapping: Mapping;
  readonly rows: MappedRows;
  /** SQL for the currency of the row's amounts. */
  readonly currency: string;
}

export function mappedSql(mapped: MappedColumn, from: MappedFrom): MappedSql {
  if (typeof mapped === "object" && "value" in mapped) return { value: quoted(mapped.value) };
  const column: WrittenColumn = typeof mapped === "string" ? { column: mapped } : mapped;
  const text = spoken(column, from);
  switch (from.facts.type) {
    case "time":
    case "day":
      return momentSql(text, column, from);
    case "whole":
    case "number":
    case "price":
      return numberSql(text, column, from);
    case "text":
      return { value: pseudonymous(text, column, from) };
    case "flag":
      return { value: text };
  }
}

/** What is written, in the contract's words. */
function spoken(column: WrittenColumn, { rows: { written } }: MappedFrom): string {
  const text =
    "column" in column
      ? written(column.column)
      : `nullif(concat_ws(${quoted(column.with ?? " ")}, ${column.join.map(written).join(", ")}), '')`;
  const cases = Object.entries(column.words ?? {}).map(
    ([word, becomes]) => `when lower(${text}) = lower(${quoted(word)}) then ${quoted(becomes)}`,
  );
  if (column.otherwise !== undefined) cases.push(`when ${text} is not null then ${quoted(column.otherwise)}`);
  return cases.length === 0 ? text : `case ${cases.join(" ")} else ${text} end`;
}

/** Who somebody is, said by an e-mail address, becomes its pseudonym, said or not; what a platform masks (`t**8`) is nobody's. */
function pseudonymous(text: string, { pseudonym }: WrittenColumn, { facts, rows }: MappedFrom): string {
  if (pseudonym && pseudonym !== "none") {
    return rows.once(`case when not contains(${text}, '*') then pseudonym(${quoted(pseudonym)}, ${text}) end`);
  }
  return isPersonId(facts) ? rows.once(`person_id(${text})`) : text;
}

const dateExamples: Readonly<Record<DateOrder, string>> = {
  "day-month-year": "31.01.2024",
  "month-day-year": "01/31/2024",
  "year-month-day": "2024/01/31",
  "unix-seconds": "1706693400",
  "unix-milliseconds": "1706693400000",
};

function momentSql(text: string, column: WrittenColumn, { facts, mapping }: MappedFrom): MappedSql {
  const order = column.dates ?? mapping.dates;
  const zone = column.timeZone ?? mapping.timeZone;
  const iso = order ? `${order.replaceAll("-", "_")}(${text})` : text;
  const isDay = facts.type === "day";
  const value = isDay ? `left(${iso}, 10)` : zone ? `in_zone(${iso}, ${quoted(zone)})` : iso;
  if (!order) return { value };
  return {
    value,
    ...refusedUnless(
      isDay ? `try_cast(${value} as date)` : `list_transform([${iso}], lambda moment: utc_time(moment))[1]`,
      text,
      dayOf(order),
    ),
  };
}

const dayOf = (order: DateOrder) => `not a ${order} date such as ${dateExamples[order]}`;

function numberSql(text: string, column: WrittenColumn, { facts, mapping, currency }: MappedFrom): MappedSql {
  const mark = column.decimal ?? mapping.decimal ?? ".";
  const number = `${mark === "," ? "comma_number" : "point_number"}(${text})`;
  const plain = signed(`coalesce(${number}, ${text})`, column.sign);
  const value = facts.unit === "minor units" && column.unit !== "minor" ? `money(${plain}, ${currency})` : plain;
  if (mark === ".") return { value };
  // "1.50" would be taken for what it is where a point stands before the decimals
  return {
    value,
    ...refusedUnless(
      number,
      text,
      `not ${facts.type === "whole" && facts.unit !== "minor units" ? "a whole number" : "an amount such as 2,55"}`,
    ),
  };
}

function signed(number: string, sign: WrittenColumn["sign"]): string {
  if (sign === "absolute") return `ltrim(${number}, '-')`;
  if (sign === "opposite") return `opposite_number(${number})`;
  return number;
}

const refusedUnless = (understood: string, text: string, reason: string) => ({
  refused: `case when ${text} is not null and ${understood} is null then ${quoted(reason)} end`,
});
