import type { PseudonymKind } from "#protect/pseudonym.js";
import { numbers, textAt, texts } from "#table/table.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { type Original, sealedLoads, writeVault } from "./vault.js";

export interface SealOptions {
  readonly loadId: number;
  /** The temporary table that stagePeople made. */
  readonly people: string;
  readonly folder: string;
  readonly key: () => Uint8Array;
}

const BATCH = 20_000; // originals held in memory

/** Makes the temporary table `name` of what identifies whom: one row per customer, kind and pseudonym. */
export async function stagePeople(warehouse: Warehouse, name: string, sql: string): Promise<void> {
  await warehouse.execute(
    `create or replace temp table ${name} as
     select customer_id, kind, value, min(written) as written, max(seen_at) as seen_at
     from (
       select customer_id, kind, pseudonym(kind, written) as value, trim(written) as written, cast(seen_at as timestamp) as seen_at
       from (${sql}) where customer_id is not null and written is not null
     )
     where value is not null
     group by customer_id, kind, value`,
  );
}

/**
 * Seals what the vault does not hold yet and writes down of whom it is, within the caller's transaction. Answers the
 * file that does not count yet, or undefined when nothing is new: loading the same again seals nothing.
 */
export async function sealOriginals(warehouse: Warehouse, options: SealOptions): Promise<string | undefined> {
  const { people, loadId, folder } = options;
  const there = sealedLoads(folder).join(", ") || "null";
  // what was sealed in a file that is not there any more is sealed anew
  await warehouse.execute(
    `create or replace temp table unsealed as
     select row_number() over () as place, value, min(kind) as kind, min(written) as written from ${people} p
     where not exists (select 1 from originals o where o.value = p.value and (o.load_id in (${there}) or o.load_id = ${loadId}))
     group by value`,
  );
  const fresh = numbers(await warehouse.query("select count(*) as n from unsealed"), "n")[0] ?? 0;
  const part =
    fresh > 0 ? await writeVault(unsealedIn(warehouse, fresh), { folder, loadId, key: options.key() }) : undefined;
  await remember(warehouse, people, loadId);
  await warehouse.execute("drop table unsealed");
  return part;
}

async function* unsealedIn(warehouse: Warehouse, rows: number): AsyncGenerator<readonly Original[]> {
  for (let from = 0; from < rows; from += BATCH) {
    const some = await warehouse.query(
      `select value, kind, written from unsealed where place > ${from} and place <= ${from + BATCH}`,
    );
    const text = (name: string, row: number) => textAt(texts(some, name), row) ?? "";
    yield Array.from({ length: some.rows }, (_, row) => ({
      value: text("value", row),
      kind: text("kind", row) as PseudonymKind,
      written: text("written", row),
    }));
  }
}

async function remember(warehouse: Warehouse, people: string, loadId: number): Promise<void> {
  const same = "o.customer_id = p.customer_id and o.kind = p.kind and o.value = p.value";
  await warehouse.execute(
    `update originals set load_id = ${loadId} where value in (select value from unsealed);
     update originals o set seen_at = p.seen_at from ${people} p
     where ${same} and (o.seen_at is null or p.seen_at > o.seen_at);
     insert into originals
     select p.customer_id, p.kind, p.value, coalesce(k.load_id, ${loadId}), p.seen_at
     from ${people} p
     left join (select value, max(load_id) as load_id from originals group by value) k on k.value = p.value
     where not exists (select 1 from originals o where ${same})`,
  );
}
