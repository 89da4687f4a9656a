import { readFileSync } from "node:fs";
import { columnsOf } from "#contract/columns.js";
import { type TableName, tableNames } from "#contract/contract.js";
import { nobody } from "#protect/nobody.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Format } from "../format.js";

const NAMED = `select customer_id, kind, value as written, utc_time(first_seen_at) as seen_at from source
  where kind in ('email', 'phone', 'name') and not regexp_full_match(value, '[0-9a-f]{32}')`;

/** The contract's own form: a file whose columns are named as those of one contract table. */
export const contractTables: readonly Format[] = tableNames.map(contractTable);

function contractTable(table: TableName): Format {
  const columns = columnsOf(table);
  return {
    name: table,
    title: `plain ${table.replaceAll("_", " ")}`,
    origin: "shop",
    rows: "alone",
    fields: Object.fromEntries(columns.map(({ name }) => [name, [name]])),
    required: columns.filter(({ required }) => required).map(({ name }) => name),
    steps: [],
    ...(table === "identities"
      ? { personal: true, hidden: ["value"], tables: { identities: plainIdentities() }, people: NAMED }
      : { typed: true, tables: { [table]: `select line, ${columns.map(({ name }) => name).join(", ")} from source` } }),
  };
}

/** The one table in which addresses, numbers and names may stand as they were written. */
function plainIdentities(): string {
  const sql = readFileSync(new URL("./identities.sql", import.meta.url), "utf8");
  return sql.replaceAll("{nobody}", () => quoted(nobody).slice(1, -1));
}
