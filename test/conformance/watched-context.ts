import { isDeepStrictEqual } from "node:util";
import type { Table } from "#table/table.js";
import type { Context } from "#tasks/task.js";

export interface WatchedContext extends Context {
  /** Names of the queries whose tables are no longer what they were when they were read. */
  changed(): string[];
}

/**
 * A context that hands every reader the same table for the same question, frozen as far as JavaScript can freeze, and
 * remembers what was in it: numbers in a typed array cannot be frozen, only compared.
 */
export function watchedContext(context: Context): WatchedContext {
  const tables = new Map<string, { query: string; table: Table; copy: Table }>();
  return {
    ...context,
    async read(query, parameters = {}) {
      const key = JSON.stringify([query, parameters]);
      const known = tables.get(key);
      if (known) return known.table;
      const table = frozen(await context.read(query, parameters));
      tables.set(key, { query, table, copy: structuredClone(table) });
      return table;
    },
    changed: () =>
      [...tables.values()].filter(({ table, copy }) => !isDeepStrictEqual(table, copy)).map(({ query }) => query),
  };
}

function frozen(table: Table): Table {
  for (const column of Object.values(table.columns)) {
    if (column instanceof Float64Array) continue;
    Object.freeze(column.words);
    Object.freeze(column);
  }
  Object.freeze(table.columns);
  return Object.freeze(table);
}
