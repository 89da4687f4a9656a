import { csvText } from "./csv-text.js";

type Cells = Readonly<Record<string, string>>;

const columns = {
  customers: ["customer_id", "created_at", "country"],
  identities: ["customer_id", "kind", "value", "first_seen_at"],
  orders: ["order_id", "customer_id", "ordered_at"],
  order_lines: ["order_id", "item_id", "quantity", "unit_price"],
  events: ["event_id", "customer_id", "anonymous_id", "session_id", "item_id", "event", "occurred_at", "order_id"],
} as const;

export type IdentityTable = keyof typeof columns;

/** Rows of some contract tables, by table. */
export type IdentityRows = Readonly<Partial<Record<IdentityTable, readonly Cells[]>>>;

/** One file for each table that has rows, as [name, content]. */
export const identityFiles = (rows: IdentityRows): [string, string][] =>
  Object.entries(rows)
    .filter(([, list]) => list.length > 0)
    .map(([table, list]) => [`${table}.csv`, csvText(columns[table as IdentityTable], list)]);
