import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { numbers } from "#table/table.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { PART, recoverParts } from "./set-aside.js";

/**
 * Adds the refusals of one load that are not known yet, and writes them as Parquet beside the warehouse under a name
 * that does not count until the transaction is in (`finishPart`). Answers that name, or undefined when the load
 * refused nothing new.
 */
export async function writeQuarantine(
  warehouse: Warehouse,
  { loadId, refusals, folder }: { loadId: number; refusals: string; folder: string },
): Promise<string | undefined> {
  // equal rows of one file are told apart by their number, as events are
  const fresh = await warehouse.execute(
    `insert into refusals
     select k.row_key, ${loadId}, k.file, k.line, k.column_name, k.reason, k.row_masked from (
       select * replace (
         case when place = 1 then row_key else cast(md5(cast(row_key as varchar) || place) as uuid) end as row_key
       ) from (select *, row_number() over (partition by row_key order by line) as place from ${refusals})
     ) k where not exists (select 1 from refusals r where r.row_key = k.row_key) order by line`,
  );
  if (fresh === 0) return undefined;
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `load-${loadId}.parquet${PART}`);
  await warehouse.execute(
    `copy (select file, line, column_name as "column", reason, row_masked as row from refusals where load_id = ${loadId} order by line)
     to ${quoted(part)} (format parquet)`,
  );
  return part;
}

/** After a killed load. */
export async function recoverQuarantine(warehouse: Warehouse, folder: string): Promise<void> {
  await recoverParts(folder, async (loadId) => {
    const known = await warehouse.query(`select count(*) as n from refusals where load_id = ${loadId}`);
    return (numbers(known, "n")[0] ?? 0) > 0;
  });
}
