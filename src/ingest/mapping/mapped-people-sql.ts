import { columnsOf } from "#contract/columns.js";
import { quoted } from "#warehouse/prepare-shop.js";
import { type MappedFrom, type MappedRows, mappedSql } from "./mapped-sql.js";
import { listed, type MappedColumn, type MappedTable, type Mapping } from "./mapping.js";

/** A thing written that identifies whoever `customer` (SQL) is. */
interface Person {
  readonly customer: string;
  readonly kind: string;
  /** SQL. */
  readonly written: string;
}

/**
 * Who the rows tell of, as Format.people has it: what the mapping puts under `people`, and whatever becomes a pseudonym
 * on the way into a customer's id or identity. Undefined where it tells of nobody.
 */
export function mappedPeopleSql(mapping: Mapping, rows: MappedRows): string | undefined {
  const persons = mapping.tables.flatMap((table) => personsOf(table, mapping, rows));
  const [customer] = persons;
  if (customer) {
    for (const [kind, mapped] of Object.entries(mapping.people ?? {}))
      for (const one of listed(mapped)) persons.push({ ...customer, kind, written: unmasked(textOf(one, rows)) });
  }
  const queries = new Set(
    persons.map(
      (person) =>
        `select distinct ${person.customer} as customer_id, cast(null as timestamp) as seen_at, ${quoted(person.kind)} as kind, ${person.written} as written from ${rows.name}`,
    ),
  );
  return queries.size > 0 ? [...queries].join("\nunion all\n") : undefined;
}

function personsOf({ table, columns }: MappedTable, mapping: Mapping, rows: MappedRows): Person[] {
  const { customer_id: customer } = columns;
  const facts = columnsOf(table).find(({ name }) => name === "customer_id");
  if (!customer || !facts) return [];
  const from: MappedFrom = { facts, mapping, rows, currency: "null" };
  const id = `coalesce(${listed(customer)
    .map((one) => mappedSql(one, from).value)
    .join(", ")})`;
  const { value = [] } = table === "identities" ? columns : {};
  return [...listed(customer), ...listed(value)].flatMap((one) => {
    if (typeof one === "object" && "value" in one) return [];
    const text = textOf(one, rows);
    const kind = (typeof one === "object" && one.pseudonym) || "email";
    if (kind === "none") return [];
    const known = kind === "email" ? `case when regexp_matches(${text}, '[@＠]') then ${text} end` : unmasked(text);
    return [{ customer: id, kind, written: known }];
  });
}

const unmasked = (text: string) => `case when not contains(${text}, '*') then ${text} end`;

function textOf(one: MappedColumn, { written }: MappedRows): string {
  if (typeof one === "string") return written(one);
  if ("value" in one) return quoted(one.value);
  return "column" in one
    ? written(one.column)
    : `nullif(concat_ws(${quoted(one.with ?? " ")}, ${one.join.map(written).join(", ")}), '')`;
}
