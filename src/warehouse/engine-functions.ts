/**
 * What no SQL function can carry on every engine: written `{{name(arguments)}}` in a `.sql` file and replaced by the
 * engine's own words. Everything else that differs between engines is a macro in functions.sql.
 */
const duckdb: Readonly<Record<string, (...parts: string[]) => string>> = {
  /** One row per day from `from` to `to`, both included, in a column `day`. */
  each_day: (from, to) =>
    `(select cast(unnest(generate_series(cast(${from} as timestamp), cast(${to} as timestamp), interval 1 day)) as date) as day)`,
};

/** @throws {Error} for a function no engine has. */
export function expandFunctions(sql: string): string {
  return sql.replace(/\{\{(\w+)\(([^{}]*)\)\}\}/g, (_, name: string, parts: string) => {
    const expand = duckdb[name];
    if (!expand) throw new Error(`unknown warehouse function {{${name}}}, expected ${Object.keys(duckdb).join(", ")}`);
    return expand(...parts.split(",").map((part) => part.trim()));
  });
}
