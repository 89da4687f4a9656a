import type { TableName } from "#contract/contract.js";
import type { Format } from "../format.js";
import { mappedFields } from "./mapped-fields.js";
import { mappedPeopleSql } from "./mapped-people-sql.js";
import type { MappedRows } from "./mapped-sql.js";
import { mappedTableSql } from "./mapped-table-sql.js";
import { type Mapping, tellsOfPeople } from "./mapping.js";

/** The step that works out once what several tables take. */
const ROWS = "mapped_rows";

/**
 * A mapping as a format like any other: what is read through it is checked, refused, made pseudonymous and known again
 * as anything else.
 *
 * A row that no table takes is refused: nothing is passed over.
 */
export function mappingFormat(mapping: Mapping): Format {
  const fields = mappedFields(mapping);
  const once = new Map<string, string>();
  const rows: MappedRows = {
    name: tellsOfPeople(mapping) ? ROWS : "source",
    written: (header) => `unguarded("${fields.find((field) => field.header === header)?.name}")`,
    once(expression) {
      const name = once.get(expression) ?? `once_${once.size + 1}`;
      once.set(expression, name);
      return name;
    },
  };
  const queries = new Map<TableName, string[]>();
  for (const [place, table] of mapping.tables.entries()) {
    const query = mappedTableSql({ mapping, table, place, rows });
    queries.set(table.table, [...(queries.get(table.table) ?? []), query]);
  }
  const tables = [...queries].map(([name, several]): [string, string] => [name, several.join("\nunion all by name\n")]);
  const people = mappedPeopleSql(mapping, rows);
  const worked = [...once].map(([expression, name]) => `${expression} as ${name}`);
  return {
    name: mapping.name,
    title: mapping.name,
    origin: mapping.origin ?? "shop",
    rows: mapping.tables.length > 1 ? "together" : "alone",
    own: true,
    ...(once.size > 0 && { personal: true }),
    fields: Object.fromEntries(fields.map(({ name, header }) => [name, [header]])),
    hidden: fields.filter((field) => field.isPersonal).map(({ name }) => name),
    required: fields.map(({ name }) => name),
    sparse: fields.filter(({ isNeeded }) => !isNeeded).map(({ name }) => name),
    steps: once.size > 0 ? [{ name: ROWS, sql: `select *, ${worked.join(", ")} from source` }] : [],
    tables: Object.fromEntries(tables),
    ...(people && { people }),
  };
}
