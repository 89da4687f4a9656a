import { columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { type Identity, identities } from "#contract/identity.js";
import { quoted } from "#warehouse/prepare-shop.js";
import { doorColumns } from "#warehouse/schema.js";
import type { Warehouse } from "#warehouse/warehouse.js";

/**
 * Merges checked rows into the warehouse so that loading the same rows again changes nothing. What a row is known by
 * is said in contract/identity.ts. Runs inside the caller's transaction.
 *
 * @param staged the temporary table that stageFile made
 */
export async function mergeTable(
  warehouse: Warehouse,
  table: TableName,
  staged: string,
  origin: string,
): Promise<void> {
  const identity = identities[table];
  switch (identity.kind) {
    case "key":
      return mergeByKey(warehouse, table, staged, identity, origin);
    case "occurrence":
      return mergeByOccurrence(warehouse, table, staged, identity.id);
    case "part":
      return mergeParts(warehouse, table, staged, identity.of);
  }
}

const namesOf = (table: TableName) => columnsOf(table).map(({ name }) => name);

/** Lines of orders that were refused as older than what is there; the order as a whole stays as it is. */
const STALE = "stale_orders";

export async function beginMerge(warehouse: Warehouse): Promise<void> {
  await warehouse.execute(`create or replace temp table ${STALE} (order_id varchar)`);
}

async function mergeByKey(
  warehouse: Warehouse,
  table: TableName,
  staged: string,
  identity: Identity & { kind: "key" },
  origin: string,
): Promise<void> {
  const names = namesOf(table);
  const dated = names.includes("updated_at");
  const matches = (a: string, b: string) =>
    identity.columns.map((column) => `${a}.${column} is not distinct from ${b}.${column}`).join(" and ");
  await warehouse.execute(
    `create or replace temp table newest as
     select ${names.join(", ")}${table === "orders" ? `, ${quoted(origin)} as origin` : ""} from (
       select *, row_number() over (
         partition by ${identity.columns.join(", ")} order by ${dated ? "updated_at desc nulls last, " : ""}line desc
       ) as place from ${staged}
     ) where place = 1`,
  );
  const older = dated ? "t.updated_at > n.updated_at" : "false";
  if (table === "refunds") {
    await warehouse.execute(`delete from newest where order_id in (select order_id from ${STALE})`);
  }
  if (table === "orders") {
    const unwanted = `${older} or (t.origin = 'shop' and n.origin = 'analytics')`; // books before a tracker's copy
    await warehouse.execute(
      `insert into ${STALE} select n.order_id from newest n join orders t on ${matches("t", "n")} where ${unwanted};
       delete from newest where order_id in (select order_id from ${STALE})`,
    );
  } else if (identity.gaps === "filled") {
    await warehouse.execute(filled(table, names, identity.columns, matches("t", "n"), older));
  } else if (dated) {
    await warehouse.execute(`delete from newest n using ${table} t where ${matches("t", "n")} and ${older}`);
  }
  await warehouse.execute(
    `delete from ${table} t using newest n where ${matches("t", "n")};
     insert into ${table} by name select * from newest;
     drop table newest`,
  );
}

/** Several sources each know a part: what the newer row leaves open, the older one fills. */
function filled(
  table: TableName,
  names: readonly string[],
  key: readonly string[],
  matches: string,
  older: string,
): string {
  const columns = names.map((name) =>
    key.includes(name)
      ? `n.${name}`
      : `case when ${older} then coalesce(t.${name}, n.${name}) else coalesce(n.${name}, t.${name}) end as ${name}`,
  );
  return `create or replace temp table newest as select ${columns.join(", ")} from newest n left join ${table} t on ${matches}`;
}

async function mergeByOccurrence(warehouse: Warehouse, table: TableName, staged: string, id: string): Promise<void> {
  const names = namesOf(table);
  const repeated = "select content_key from repeated";
  await warehouse.execute(
    `create or replace temp table repeated as select content_key from ${staged} group by content_key having count(*) > 1`,
  );
  const given = [...names, ...Object.keys(doorColumns[table] ?? {})];
  const arrival = `(select coalesce(max(arrival), 0) from ${table}) + place as arrival`; // its place in the file
  const unknown = `not exists (select 1 from ${table} t where t.row_key = k.row_key)`;
  const insert = (rows: string) => `insert into ${table} (${given.join(", ")})
     select ${names.join(", ")}, row_key, ${arrival} from (${rows}) k where ${unknown}`;
  const some = await hasRows(warehouse, "repeated");
  const once = some ? `where content_key not in (${repeated})` : "";
  await warehouse.execute(insert(`select *, rowid + 1 as place, content_key as row_key from ${staged} ${once}`));
  if (some) {
    // equal rows are told apart by their number within the file; equal ids are one event
    await warehouse.execute(
      insert(
        `select *, case when occurrence = 1 then content_key else md5_number(content_key || '/' || occurrence) end as row_key
         from (
           select *, rowid + 1 as place, row_number() over (partition by content_key order by rowid) as occurrence
           from ${staged} where content_key in (${repeated})
         ) where occurrence = 1 or ${id} is null`,
      ),
    );
  }
  await warehouse.execute("drop table repeated");
}

async function mergeParts(warehouse: Warehouse, table: TableName, staged: string, whole: string): Promise<void> {
  const names = namesOf(table);
  if (await hasRows(warehouse, STALE)) {
    await warehouse.execute(`delete from ${staged} where ${whole} in (select order_id from ${STALE})`);
  }
  if (await hasRows(warehouse, table)) {
    await warehouse.execute(`delete from ${table} where ${whole} in (select ${whole} from ${staged})`);
  }
  await warehouse.execute(
    `insert into ${table} (${names.join(", ")}, line_number, price_sign)
     select ${names.join(", ")}, cast(rowid + 1 as integer), price_sign from ${staged}`,
  );
}

async function hasRows(warehouse: Warehouse, table: string): Promise<boolean> {
  return (await warehouse.query(`select 1 as n from ${table} limit 1`)).rows > 0;
}
