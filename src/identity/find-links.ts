import { readFileSync } from "node:fs";
import type { TableName } from "#contract/contract.js";
import { nobody, nobodyIds } from "#protect/nobody.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";

const sql = (name: string) => readFileSync(new URL(`./links-${name}.sql`, import.meta.url), "utf8");
const links = {
  stated: sql("stated"),
  device: sql("by-device"),
  session: sql("by-session"),
  nobody: sql("to-nobody"),
};

export interface Loaded {
  readonly loadId: number;
  /** The temporary table that holds the rows loaded of each contract table; they are in the warehouse already. */
  readonly staged: ReadonlyMap<TableName, string>;
}

/**
 * Keeps which customers were seen with which identities, of one file: the evidence of every join, with the load that
 * brought it first. Loading the same again adds nothing. Runs inside the caller's transaction.
 *
 * @returns whether anything was kept or corrected
 */
export async function findLinks(warehouse: Warehouse, { loadId, staged }: Loaded): Promise<boolean> {
  const wanted: string[] = [];
  const add = (query: string, table: string) => wanted.push(`(${filled(query, table)}\n)`);
  const identities = staged.get("identities");
  if (identities) add(links.stated, identities);
  const events = staged.get("events");
  if (
    events &&
    !identities &&
    (await someIn(warehouse, events, "customer_id is not null and anonymous_id is not null"))
  ) {
    add(links.device, events); // formats that state identities state these too
  }
  if (events && (await someIn(warehouse, events, "session_id is not null")) && (await hasAnonymous(warehouse))) {
    add(links.session, events);
  }
  for (const table of ["customers", "orders", "events"] as const) {
    const name = staged.get(table);
    if (name) add(links.nobody, name);
  }
  if (wanted.length === 0) return false;
  return keep(warehouse, wanted, loadId);
}

const filled = (query: string, table: string) =>
  query
    .replaceAll("{staged}", table)
    .replaceAll("{nobody}", () => nobody.replaceAll("'", "''"))
    .replaceAll("{nobodies}", () => nobodyIds.map(quoted).join(", "));

async function someIn(warehouse: Warehouse, table: string, condition: string): Promise<boolean> {
  return (await warehouse.query(`select 1 as n from ${table} where ${condition} limit 1`)).rows > 0;
}

const hasAnonymous = (warehouse: Warehouse) =>
  someIn(warehouse, "events", "customer_id is null and anonymous_id is not null");

async function keep(warehouse: Warehouse, wanted: readonly string[], loadId: number): Promise<boolean> {
  const same = "t.customer_id = n.customer_id and t.kind = n.kind and t.value = n.value";
  await warehouse.execute(
    `create or replace temp table new_links as
     select customer_id, kind, value, min(rule) as rule, min(first_seen_at) as first_seen_at
     from (${wanted.join("\nunion all\n")}\n) group by customer_id, kind, value`,
  );
  // "device" comes before "session": what is seen in one row is said by it
  const corrected = await warehouse.execute(
    `update identity_links t set rule = least(t.rule, n.rule), first_seen_at = least(t.first_seen_at, n.first_seen_at)
     from new_links n
     where ${same} and (n.rule < t.rule or n.first_seen_at < coalesce(t.first_seen_at, timestamp '9999-12-31'))`,
  );
  const added = await warehouse.execute(
    `insert into identity_links select customer_id, kind, value, rule, first_seen_at, ${loadId} from new_links n
     where not exists (select 1 from identity_links t where ${same})`,
  );
  await warehouse.execute("drop table new_links");
  return corrected + added > 0;
}
