import type { ColumnFacts } from "#contract/columns.js";
import { columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { quoted } from "#warehouse/prepare-shop.js";
import { sqlTypes } from "#warehouse/schema.js";

/**
 * The check at the door, made from the contract: SQL that turns the rows of a mapping into typed columns, and names
 * the first column of a row that cannot be understood (`bad_column`) and why (`bad_reason`).
 *
 * @param mapped name of the table that holds the mapping's result
 * @param given the columns that table has
 */
export function checkedRows(table: TableName, mapped: string, given: ReadonlySet<string>): string {
  const columns = columnsOf(table);
  const present = columns.filter(({ name }) => given.has(name));
  const texts = present.map(({ name }) => `nullif(trim(cast(${name} as varchar)), '') as ${name}`);
  const typed = columns.map((column) =>
    given.has(column.name)
      ? `${typedValue(column)} as typed_${column.name}`
      : `cast(null as ${sqlTypes[column.type]}) as typed_${column.name}`,
  );
  const problems = columns.map((column) => ({ column, problem: problemOf(column, given.has(column.name)) }));
  const which = problems.map(({ column, problem }) => `when ${problem.test} then ${quoted(column.name)}`);
  const why = problems.map(({ problem }) => `when ${problem.test} then ${problem.reason}`);
  const sign = table === "order_lines" ? ", cast(sign(try_cast(unit_price as double)) as tinyint) as price_sign" : "";
  return `
    with written as (select line, ${texts.join(", ")} from ${mapped}),
    typed as (select *, ${typed.join(", ")} from written)
    select line, ${columns.map(({ name }) => `typed_${name} as ${name}`).join(", ")}${sign},
      case ${which.join(" ")} end as bad_column,
      case ${why.join(" ")} end as bad_reason
    from typed`;
}

function typedValue({ name, type }: ColumnFacts): string {
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

function problemOf(column: ColumnFacts, given: boolean): { test: string; reason: string } {
  const { name, required } = column;
  if (!given) return { test: required ? "true" : "false", reason: quoted("missing") };
  const typed = `typed_${name}`;
  const wrong = [
    `(${name} is not null and ${typed} is null)`,
    ...rules(column).map((rule) => `(${typed} is not null and ${rule})`),
  ];
  const test = `(${[...(required ? [`${name} is null`] : []), ...wrong].join(" or ")})`;
  return { test, reason: `case when ${name} is null then 'missing' else ${quoted(`not ${describe(column)}`)} end` };
}

/** What must not be true of a value that is there. */
function rules({ name, type, minimum, maximum, exclusiveMinimum, maxLength, oneOf, pattern }: ColumnFacts): string[] {
  const typed = `typed_${name}`;
  const found: string[] = [];
  if (type === "whole") found.push(`try_cast(${name} as double) <> ${typed}`); // a fraction is not rounded away
  if (type === "number") found.push(`not isfinite(${typed})`);
  if (type === "time") found.push(`(${typed} < timestamp '1970-01-01' or ${typed} >= timestamp '2200-01-01')`);
  if (type === "day") found.push(`(${typed} < date '1970-01-01' or ${typed} >= date '2200-01-01')`);
  if (minimum !== undefined && type !== "whole") found.push(`${typed} < ${minimum}`);
  if (minimum !== undefined && type === "whole" && minimum > Number.MIN_SAFE_INTEGER)
    found.push(`${typed} < ${minimum}`);
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) found.push(`${typed} > ${maximum}`);
  if (exclusiveMinimum !== undefined) found.push(`${typed} <= ${exclusiveMinimum}`);
  if (maxLength !== undefined) found.push(`length(${typed}) > ${maxLength}`);
  if (oneOf) found.push(`${typed} not in (${oneOf.map(quoted).join(", ")})`);
  if (pattern) found.push(`not regexp_full_match(${typed}, ${quoted(pattern)})`);
  return found;
}

function describe({ type, oneOf, pattern, maxLength, minimum, exclusiveMinimum }: ColumnFacts): string {
  if (oneOf) return `one of ${oneOf.join(", ")}`;
  if (pattern) return "a code such as EUR";
  if (maxLength) return `text of at most ${maxLength} characters`;
  if (exclusiveMinimum !== undefined) return `${expected[type]} above ${exclusiveMinimum}`;
  if (minimum !== undefined && minimum >= 0) return `${expected[type]} of at least ${minimum}`;
  return expected[type];
}
