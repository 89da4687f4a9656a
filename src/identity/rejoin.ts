import { readFileSync } from "node:fs";
import type { TableName } from "#contract/contract.js";
import { nobodyIds } from "#protect/nobody.js";
import { numbers, type Table, tableOf, textAt, texts } from "#table/table.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { type Decisions, decisionsText, noDecisions } from "./decisions.js";
import type { Evidence, SharedValue } from "./evidence.js";
import { type Joins, joinCustomers } from "./join-customers.js";

const sql = (name: string) =>
  readFileSync(new URL(`./${name}.sql`, import.meta.url), "utf8").replaceAll("{nobodies}", () =>
    nobodyIds.map(quoted).join(", "),
  );

const APPLIED = "identity decisions";

/** Temporary tables, each made from those before it. */
const steps = ["seen", "usable", "values", "nodes"] as const;

/** Whether anything can have changed in who is who when rows of these tables were loaded. */
export async function mayJoin(warehouse: Warehouse, loaded: ReadonlySet<TableName>): Promise<boolean> {
  if (!(["identities", "customers", "orders", "events"] as const).some((table) => loaded.has(table))) return false;
  const found = await warehouse.query(
    "select 1 as n where exists (select 1 from identity_links) or exists (select 1 from events)",
  );
  return found.rows > 0;
}

/** Whether the joins are those that these decisions give. */
export async function isDecided(warehouse: Warehouse, decisions: Decisions): Promise<boolean> {
  const applied = await warehouse.query(`select value from settings where name = '${APPLIED}'`);
  return (texts(applied, "value").words[0] ?? decisionsText(noDecisions)) === decisionsText(decisions);
}

/**
 * Joins all customers anew from the evidence kept, so that the result depends on what was loaded and decided, and not on
 * the order. Only what customers share is held in memory, as numbers. Runs inside the caller's transaction.
 */
export async function rejoin(warehouse: Warehouse, decisions: Decisions = noDecisions): Promise<void> {
  await decide(warehouse, decisions);
  await warehouse.execute(
    `delete from settings where name = '${APPLIED}';
     insert into settings select '${APPLIED}', $decisions`,
    { decisions: decisionsText(decisions) },
  );
  await step(warehouse, "seen");
  await step(warehouse, "usable");
  for (const more of ["join-numbered", "join-orders", "join-devices"])
    await warehouse.execute(`insert into identity_usable ${sql(more)}`);
  await step(warehouse, "values");
  await step(warehouse, "nodes");
  const evidence = await evidenceIn(warehouse);
  await replace(warehouse, joinCustomers(evidence));
  for (const name of [...steps, "off", "blocked", "apart", "made", "roots", "refused", "devices"])
    await warehouse.execute(`drop table identity_${name}`);
}

const step = (warehouse: Warehouse, name: (typeof steps)[number]) =>
  warehouse.execute(`create or replace temp table identity_${name} as ${sql(`join-${name}`)}`);

/** The decisions as tables, so that no id of theirs ever is part of a statement. */
async function decide(warehouse: Warehouse, { off, blocked, apart }: Decisions): Promise<void> {
  const split = blocked.map((identity) => [identity.split(":")[0] ?? "", identity.slice(identity.indexOf(":") + 1)]);
  await warehouse.execute(
    `create or replace temp table identity_off (rule varchar);
     create or replace temp table identity_blocked (kind varchar, value varchar);
     create or replace temp table identity_apart (one varchar, other varchar)`,
  );
  await warehouse.append("identity_off", tableOf({ rule: [...off] }));
  await warehouse.append(
    "identity_blocked",
    tableOf({ kind: split.map(([kind]) => kind!), value: split.map(([, value]) => value!) }),
  );
  await warehouse.append(
    "identity_apart",
    tableOf({ one: apart.map(([one]) => one), other: apart.map(([, other]) => other) }),
  );
}

async function evidenceIn(warehouse: Warehouse): Promise<Evidence> {
  const edges = await warehouse.query(sql("join-edges"));
  const count = await warehouse.query("select count(*) as n from identity_nodes");
  const marks = async (name: string) => listsIn(await warehouse.query(sql(name)));
  const apart = await warehouse.query(sql("join-apart"));
  return {
    customers: numbers(count, "n")[0] ?? 0,
    values: valuesIn(edges),
    names: await marks("join-names"),
    accounts: await marks("join-accounts"),
    apart: Array.from(numbers(apart, "one"), (one, row) => [one, numbers(apart, "other")[row]!] as const),
  };
}

function valuesIn(edges: Table): SharedValue[] {
  const values: { rule: SharedValue["rule"]; customers: number[] }[] = [];
  const [value, customer, kind] = [numbers(edges, "value"), numbers(edges, "customer"), texts(edges, "kind")];
  for (let row = 0; row < edges.rows; row += 1) {
    if (value[row] === values.length) values.push({ rule: textAt(kind, row) as SharedValue["rule"], customers: [] });
    values.at(-1)!.customers.push(customer[row]!);
  }
  return values;
}

function listsIn(table: Table): Map<number, number[]> {
  const lists = new Map<number, number[]>();
  const mark = numbers(table, "mark");
  for (const [row, customer] of numbers(table, "customer").entries()) {
    const list = lists.get(customer);
    if (list) list.push(mark[row]!);
    else lists.set(customer, [mark[row]!]);
  }
  return lists;
}

async function replace(warehouse: Warehouse, { joined, made, shared }: Joins): Promise<void> {
  await warehouse.execute(
    `create or replace temp table identity_made (one double, other double, value double);
     create or replace temp table identity_roots (customer double, root double);
     create or replace temp table identity_refused (value double, reason varchar)`,
  );
  await warehouse.append(
    "identity_made",
    tableOf({
      one: Float64Array.from(made, ({ one }) => one),
      other: Float64Array.from(made, ({ other }) => other),
      value: Float64Array.from(made, ({ value }) => value),
    }),
  );
  const customers = Float64Array.from(joined, (_, customer) => customer);
  await warehouse.append("identity_roots", tableOf({ customer: customers, root: Float64Array.from(joined) }));
  await warehouse.append(
    "identity_refused",
    tableOf({ value: Float64Array.from(shared, ({ value }) => value), reason: shared.map(({ reason }) => reason) }),
  );
  await fill(warehouse, "customer_joins", sql("made-joins"));
  await fill(warehouse, "joined_customers", sql("made-customers"));
  await warehouse.execute(`create or replace temp table identity_devices as ${sql("made-devices")}`);
  await fill(
    warehouse,
    "visitor_owners",
    "select value as anonymous_id, customer_id, rule, seen_at, load_id from identity_devices where customers = 1",
  );
  await fill(warehouse, "shared_identities", sql("made-shared"));
  await fill(warehouse, "guest_orders", sql("made-orders"));
}

async function fill(warehouse: Warehouse, table: string, query: string): Promise<void> {
  await warehouse.execute(`delete from ${table}; insert into ${table} by name ${query}`);
}
