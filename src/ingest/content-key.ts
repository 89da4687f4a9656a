import { columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { identities } from "#contract/identity.js";

/**
 * SQL for what a row of a table known by occurrence is known by: its id where it has one, else its whole content; null
 * for other tables. It is made with the check, so that the rows need not be written once more for it.
 *
 * @param sqlFor SQL for the value of a column
 */
export function contentKey(table: TableName, sqlFor: (column: string) => string): string | null {
  const identity = identities[table];
  if (identity.kind !== "occurrence") return null;
  const id = sqlFor(identity.id);
  const content = columnsOf(table).map(({ name }) => `coalesce(cast(${sqlFor(name)} as varchar), chr(30))`);
  return `md5_number(case when ${id} is not null then 'id' || ${id} else concat_ws(chr(31), ${content.join(", ")}) end)`;
}
