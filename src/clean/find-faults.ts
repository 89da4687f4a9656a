import { readFileSync } from "node:fs";
import type { TableName } from "#contract/contract.js";
import { texts } from "#table/table.js";
import { joinedAsWritten } from "#warehouse/joined-as-written.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import type { Rule } from "./rule.js";
import { rules } from "./rules.js";

/**
 * Asks the rules again and replaces what they had found. Runs inside the caller's transaction; nothing but the table
 * `cleanings` is written, and what is done about a finding is decided when it is read (see warehouse/views.sql).
 *
 * @param loaded contract tables whose rows have changed; rules that read none of them are not asked
 */
export async function findFaults(warehouse: Warehouse, loaded: ReadonlySet<TableName>): Promise<void> {
  const stale = Object.entries(rules).filter(([, rule]) => rule.reads.some((table) => loaded.has(table)));
  if (stale.length === 0) return;
  const names = stale.map(([, { name }]) => quoted(name));
  await warehouse.execute(`delete from cleanings where rule in (${names.join(", ")})`);
  const filled = await filledTables(warehouse, new Set(stale.flatMap(([, { needs }]) => needs)));
  await joinedAsWritten(warehouse, async () => {
    for (const [file, rule] of stale) {
      if (rule.needs.every((table) => filled.has(table))) await warehouse.execute(insertion(file, rule));
    }
  });
}

async function filledTables(warehouse: Warehouse, tables: ReadonlySet<TableName>): Promise<ReadonlySet<string>> {
  const asked = [...tables].map((table) => `select '${table}' as name where exists (select 1 from ${table})`);
  return new Set(texts(await warehouse.query(asked.join(" union all ")), "name").words);
}

export const queryOf = (file: string): string => readFileSync(new URL(`./rules/${file}.sql`, import.meta.url), "utf8");

function insertion(file: string, { name, table, column }: Rule): string {
  return `insert into cleanings
    select ${quoted(name)}, f.reason, ${quoted(table)}, coalesce(f.column_name, ${quoted(column)}), f.row_id, f.line_number, coalesce(f.found_rows, 1),
      cast(f.old_value as varchar), cast(f.fill_value as varchar), cast(f.cap_value as varchar), cast(f.evidence as double),
      cast(f.other as varchar)
    from (select null as column_name, null as line_number, 1 as found_rows, null as old_value, null as fill_value,
      null as cap_value, null as reason, null as row_id, null as evidence, null as other where false
      union all by name select * from (${queryOf(file)})) f`;
}
