import type { ColumnType } from "#contract/column.js";
import { columnsOf } from "#contract/columns.js";
import { type TableName, tableNames } from "#contract/contract.js";

/** How DuckDB stores each type of the contract; a price is exact. */
export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: "varchar",
  whole: "bigint",
  number: "double",
  price: "decimal(18,4)",
  flag: "boolean",
  time: "timestamp",
  day: "date",
};

/**
 * Columns the door adds to what the source says.
 *
 * - `row_key`: how a row known by occurrence is known again; `arrival`: the order of loading, which breaks ties in time.
 * - `line_number`: tells the lines of an order apart, in their order in the file; `price_sign`: the sign of its price as written, judged before the price
 *   is rounded to four places.
 * - `origin`: "shop" for the shop's own books, "analytics" for a tracker's copy of them.
 */
export const doorColumns: Readonly<Partial<Record<TableName, Readonly<Record<string, string>>>>> = {
  events: { row_key: "uhugeint", arrival: "bigint" },
  exposures: { row_key: "uhugeint", arrival: "bigint" },
  order_lines: { line_number: "integer", price_sign: "tinyint" },
  orders: { origin: "varchar" },
};

/** Every statement that makes an empty warehouse, from the contract. */
export function schemaStatements(): string[] {
  const contractTables = tableNames.map((table) => {
    const stated = columnsOf(table).map(
      ({ name, type, required }) => `${name} ${sqlTypes[type]}${required ? " not null" : ""}`,
    );
    const added = Object.entries(doorColumns[table] ?? {}).map(([name, type]) => `${name} ${type}`);
    return `create table if not exists ${table} (${[...stated, ...added].join(", ")})`;
  });
  return [
    ...contractTables,
    "alter table items add column if not exists cost decimal(18,4)", // shops made before it was asked for
    // what was loaded: one row per file of a command
    `create table if not exists loads (load_id bigint, file varchar, sha256 varchar, format varchar, source_rows bigint,
       refused bigint, loaded_at timestamp)`,
    // one row per source row refused at the door; the same row refused again is the same refusal
    `create table if not exists refusals (row_key uuid, load_id bigint, file varchar, line bigint, column_name varchar,
       reason varchar, row_masked varchar)`,
    // what the vault holds of whom: one row per customer and thing that identifies them. `value` is its pseudonym,
    // `load_id` names the file of the vault in which the original is sealed
    `create table if not exists originals (customer_id varchar, kind varchar, value varchar, load_id bigint,
       seen_at timestamp)`,
    // what the cleaning rules found: one row per finding, whatever is done about it (see clean/)
    `create table if not exists cleanings (rule varchar, reason varchar, table_name varchar, column_name varchar,
       row_id varchar, line_number integer, found_rows bigint, old_value varchar, fill_value varchar, cap_value varchar,
       evidence double, other varchar)`,
    // which customers were seen with which identities, and by which load first: the evidence of every join
    `create table if not exists identity_links (customer_id varchar, kind varchar, value varchar, rule varchar,
       first_seen_at timestamp, load_id bigint)`,
    // what follows from it (see identity/): who was joined with whom and why, what each id is called by, whose the
    // anonymous ids and the orders without a customer are, and which identities join nobody or not everyone
    `create table if not exists customer_joins (join_id varchar, customer_id varchar, other_id varchar, rule varchar,
       value varchar, seen_at timestamp, load_id bigint)`,
    "create table if not exists joined_customers (source_id varchar, customer_id varchar)",
    `create table if not exists visitor_owners (anonymous_id varchar, customer_id varchar, rule varchar,
       seen_at timestamp, load_id bigint)`,
    "create table if not exists guest_orders (order_id varchar, customer_id varchar)",
    `create table if not exists shared_identities (kind varchar, value varchar, reason varchar, customers bigint,
       names bigint)`,
    // facts of the shop that its data decided, such as its currency
    "create table if not exists settings (name varchar, value varchar)",
  ];
}
