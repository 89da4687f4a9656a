import type { ColumnFacts } from "#contract/columns.js";
import { columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { quoted } from "#warehouse/prepare-shop.js";
import { sqlTypes } from "#warehouse/schema.js";
import { contentKey } from "./content-key.js";

/** What can be wrong with a row of one table: the column, and the end of the sentence "COLUMN: …". */
export interface Problem {
  readonly column: string;
  /** SQL text. */
  readonly reason: string;
}

export interface Check {
  /** Typed columns, and `problem`: the first of `problems` that the row has, by its place in them; null: none. */
  readonly sql: string;
  readonly problems: readonly Problem[];
}

/**
 * The check at the door, made from the contract: SQL that turns the rows of a mapping into typed columns, and names
 * what is wrong with those that cannot be understood.
 *
 * @param mapped name of the view that gives the mapping's rows
 * @param given its columns, each with its SQL type; one that has its contract type already is not read as text again
 */
export function checkRows(table: TableName, mapped: string, given: ReadonlyMap<string, string>): Check {
  const columns = columnsOf(table).map((facts) => ({ facts, stored: storedAs(facts, given.get(facts.name)) }));
  const tests = columns.flatMap(({ facts, stored }) => [...refusals(facts, given), ...testsOf(facts, stored)]);
  if (table === "order_lines") tests.push(tooMuch);
  const texts = columns.flatMap(({ facts: { name }, stored }) =>
    stored === "absent" ? [] : [stored === "other" ? `cast(${name} as varchar) as ${name}` : name],
  );
  const typed = columns.map(({ facts, stored }) => `${typedValue(facts, stored)} as typed_${facts.name}`);
  const kept = columns.map(({ facts: { name } }) => `typed_${name} as ${name}`);
  if (table === "order_lines") kept.push(`${signOf(columns)} as price_sign`);
  const key = contentKey(table, (column) => `typed_${column}`);
  if (key) kept.push(`${key} as content_key`);
  const more = columns.map(({ facts }) => refusedColumn(facts)).filter((name) => given.has(name));
  const cases = tests.map(({ test }, place) => `when ${test} then ${place}`);
  const problem = cases.length > 0 ? `case ${cases.join(" ")} end` : "null";
  return {
    sql: `
      with written as (select ${["line", ...texts, ...more].join(", ")} from ${mapped}),
      typed as (select *, ${typed.join(", ")} from written)
      select ${["line", ...kept, ...more].join(", ")}, cast(${problem} as smallint) as problem from typed`,
    problems: tests,
  };
}

/** How the mapping gives a column: not at all, as text, as the contract stores it, or as something else. */
type Stored = "absent" | "text" | "typed" | "other";

interface Test extends Problem {
  readonly test: string;
}

/** No line of a shop, and more than all that is added up can hold. */
const tooMuch: Test = {
  column: "quantity",
  reason: quoted("with its price more than 10,000,000,000,000 of the currency"),
  test: "abs(cast(typed_quantity as double) * cast(typed_unit_price as double)) > 1e13",
};

function storedAs({ type }: ColumnFacts, given: string | undefined): Stored {
  if (given === undefined) return "absent";
  if (type !== "text" && given.toLowerCase() === sqlTypes[type]) return "typed";
  return given === "VARCHAR" ? "text" : "other";
}

const refusedColumn = ({ name }: ColumnFacts) => `refused_${name}`;

/** What the mapping itself says against a column. */
function refusals(column: ColumnFacts, given: ReadonlyMap<string, string>): Test[] {
  const reason = refusedColumn(column);
  return given.has(reason) ? [{ column: column.name, reason, test: `${reason} is not null` }] : [];
}

function typedValue({ name, type }: ColumnFacts, stored: Stored): string {
  if (stored === "absent") return `cast(null as ${sqlTypes[type]})`;
  if (stored === "typed") return name;
  switch (type) {
    case "text":
      return name;
    case "whole":
      return `try_cast(${name} as bigint)`;
    case "number":
      return `try_cast(${name} as double)`;
    case "price":
      return `try_cast(${name} as decimal(18,4))`;
    case "flag":
      return `case when lower(${name}) in ('true', 't', 'yes', 'y', '1') then true when lower(${name}) in ('false', 'f', 'no', 'n', '0') then false end`;
    case "time":
      return `utc_time(${name})`;
    case "day":
      return `try_cast(${name} as date)`;
  }
}

/** What each type should have been, as the end of "expected …". */
const expected: Readonly<Record<ColumnFacts["type"], string>> = {
  text: "text",
  whole: "a whole number",
  number: "a number",
  price: "an amount such as 2.55",
  flag: "true or false",
  time: "a date and time such as 2024-01-31 09:30:00",
  day: "a date such as 2024-01-31",
};

function testsOf(column: ColumnFacts, stored: Stored): Test[] {
  const { name, required, type } = column;
  if (stored === "absent") return required ? [{ column: name, reason: quoted("missing"), test: "true" }] : [];
  const missing = required ? [{ column: name, reason: quoted("missing"), test: `${name} is null` }] : [];
  const wrong = rules(column, stored);
  if (stored !== "typed" && type !== "text") wrong.unshift(`(typed_${name} is null and ${name} is not null)`);
  if (wrong.length === 0) return missing;
  return [...missing, { column: name, reason: quoted(`not ${describe(column)}`), test: `(${wrong.join(" or ")})` }];
}

/** What must not be true of a value that is there; null where the value is absent, which is no problem. */
function rules(column: ColumnFacts, stored: Stored): string[] {
  const { name, type, minimum, maximum, exclusiveMinimum, maxLength, oneOf, pattern } = column;
  const typed = `typed_${name}`;
  const found: string[] = [];
  if (type === "whole" && stored !== "typed")
    // no 1.5, no 0x10; what is but digits is not read a second time
    found.push(
      `(${typed} is null or cast(${typed} as varchar) <> ${name}) and coalesce(try_cast(${name} as double) <> ${typed}, ${name} is not null)`,
    );
  if (type === "number") found.push(`not isfinite(${typed})`);
  if (type === "time") found.push(`${typed} < timestamp '1970-01-01'`, `${typed} >= timestamp '2200-01-01'`);
  if (type === "day") found.push(`${typed} < date '1970-01-01'`, `${typed} >= date '2200-01-01'`);
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) found.push(`${typed} < ${minimum}`);
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) found.push(`${typed} > ${maximum}`);
  if (exclusiveMinimum !== undefined) found.push(`${typed} <= ${exclusiveMinimum}`);
  if (maxLength !== undefined) found.push(`length(${typed}) > ${maxLength}`);
  if (oneOf) found.push(`${typed} not in (${oneOf.map(quoted).join(", ")})`);
  if (pattern) found.push(`not regexp_full_match(${typed}, ${quoted(pattern)})`);
  return found;
}

function describe({ type, unit, oneOf, pattern, maxLength, minimum, exclusiveMinimum }: ColumnFacts): string {
  if (oneOf) return `one of ${oneOf.join(", ")}`;
  if (pattern) return "a code such as EUR";
  if (unit === "minor units") return "an amount of money";
  if (maxLength) return `text of at most ${maxLength} characters`;
  if (exclusiveMinimum !== undefined) return `${expected[type]} above ${exclusiveMinimum}`;
  if (minimum !== undefined && minimum >= 0) return `${expected[type]} of at least ${minimum}`;
  return expected[type];
}

/** Judged before the price is rounded to four places. */
function signOf(columns: readonly { facts: ColumnFacts; stored: Stored }[]): string {
  const price = columns.find(({ facts }) => facts.name === "unit_price");
  if (price?.stored === "absent") return "cast(null as tinyint)";
  const written = price?.stored === "typed" ? "0" : "try_cast(unit_price as double)";
  return `cast(sign(case when typed_unit_price = 0 then ${written} else typed_unit_price end) as tinyint)`;
}
