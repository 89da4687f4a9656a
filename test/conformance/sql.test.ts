import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numbers } from "#table/table.js";
import { tasks } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, prepareShop } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";

const src = fileURLToPath(new URL("../../src/", import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".sql"))
  .toSorted();
const textOf = (file: string) => readFileSync(join(src, file), "utf8");

/** Files of macros: the engine's own words are theirs to hide. */
const isMacros = (file: string) => file.endsWith("functions.sql");
/** The intake's mappings run over DuckDB's own readers and their temporary tables, whatever engine keeps the shop. */
const isIntake = (file: string) => file.startsWith("ingest/");
/** Queries that run as they stand. */
const queries = files.filter((file) => /^(tasks|shop|clean)\//.test(file));

/** Without comments and texts in quotes. */
const bare = (sql: string) => sql.replace(/--.*$/gm, "").replace(/'(?:[^']|'')*'/g, "''");

/** What only one engine understands, or each in its own way. */
const beyondTheSubset: Readonly<Record<string, RegExp>> = {
  "group by all": /\bgroup\s+by\s+all\b/i,
  "order by all": /\border\s+by\s+all\b/i,
  qualify: /\bqualify\b/i,
  "asof join": /\basof\b/i,
  "distinct on": /\bdistinct\s+on\b/i,
  "a list slice": /\[[^\]]*:[^\]]*\]/,
  "// for whole division": /\/\//,
  ":: for cast": /::/,
  ilike: /\bilike\b/i,
  "* exclude or replace": /\*\s*(exclude|replace)\b/i,
  "a query that begins with from": /^\s*from\b/i,
};

describe("every .sql file", () => {
  it("is found", () => {
    expect(files.length).toBeGreaterThan(10);
    for (const place of ["warehouse/", "shop/report/", ...Object.keys(tasks).map((name) => `tasks/${name}/`)]) {
      expect(
        files.some((file) => file.startsWith(place)),
        place,
      ).toBe(true);
    }
  });

  it.each(queries)("%s says in its first line what one row is", (file) => {
    expect(textOf(file)).toMatch(/^-- one row(:| per | for ).+\n/);
  });

  it("says of every view and every table of a format what one row is", () => {
    const views = textOf("warehouse/views.sql");
    const made = views.match(/^create or replace temp view \w+/gm) ?? [];
    expect(made.length).toBeGreaterThan(2);
    expect(views.match(/^-- one row per .*\n(--.*\n)*create or replace temp view \w+/gm)).toHaveLength(made.length);
    for (const file of files.filter((name) => name.startsWith("ingest/formats/"))) {
      expect(textOf(file), file).toMatch(/^-- \w+: one row per /m);
    }
  });

  it.each(files.filter((file) => !isMacros(file) && !isIntake(file)))(
    "%s stays within what the engines share",
    (file) => {
      const found = Object.entries(beyondTheSubset).filter(([, pattern]) => pattern.test(bare(textOf(file))));
      expect(found.map(([name]) => name)).toEqual([]);
    },
  );

  it("knows what lies beyond the subset", () => {
    const caught = (sql: string) =>
      Object.entries(beyondTheSubset).flatMap(([name, pattern]) => (pattern.test(bare(sql)) ? [name] : []));
    expect(caught("select a, sum(b) from t group by all")).toEqual(["group by all"]);
    expect(caught("select words[1:2] from t")).toEqual(["a list slice"]);
    expect(caught("select 7 // 2")).toEqual(["// for whole division"]);
    expect(caught("select '7 // 2 group by all' -- qualify")).toEqual([]);
  });
});

describe("on an empty warehouse", () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openDuckdb({
      path: ":memory:",
      memoryLimitMegabytes: 200,
      threads: 1,
      temporaryFolder: "",
      access: "write",
    });
    await createTables(warehouse);
    await prepareShop(warehouse, { timeZone: "Asia/Shanghai", currency: "CNY" });
  });
  afterAll(() => warehouse.close());

  // what the doors bind; a query that takes more must be added here
  const parameters: Readonly<Record<string, string | number>> = {
    as_of: "2024-03-01",
    since: "2024-03-01",
    customer: "",
    days: 56,
    examples: 3,
    most: 20,
    kind: "email",
    country: "",
    category: "",
  };

  it.each(queries)("%s binds, runs and gives its columns", async (file) => {
    const sql = textOf(file);
    for (const [, name] of bare(sql).matchAll(/\$(\w+)/g)) expect(Object.keys(parameters), file).toContain(name);
    const { columns } = await warehouse.query(sql, parameters);
    expect(Object.keys(columns).length).toBeGreaterThan(0);
  });

  it.each([
    "decisions",
    "customer_names",
    "visitor_names",
    "order_owners",
    "clean_customers",
    "clean_exposures",
    "clean_reviews",
    "clean_orders",
    "clean_lines",
    "clean_items",
    "clean_events",
    "lines",
    "rate_periods",
    "converted_lines",
    "sales",
  ])("the view %s is there", async (view) => {
    expect(numbers(await warehouse.query(`select count(*) as n from ${view}`), "n")[0]).toBe(0);
  });

  it.each(Object.entries(tasks as Record<string, AnyTask>))(
    "%s reads its single-file data set under the names its query gives",
    async (name, { dataset, queries: declared }) => {
      const sql = textOf(`tasks/${name}/${declared[dataset.query]}`);
      const { columns } = await warehouse.query(sql, parameters);
      for (const [column, { type, optional }] of Object.entries(dataset.columns)) {
        if (!(column in columns)) {
          expect(optional, `${column} is required of a file, and the query has none`).toBe(true);
          continue;
        }
        expect(columns[column] instanceof Float64Array ? "numbers" : "text", column).toBe(
          type === "text" ? "text" : "numbers",
        );
      }
    },
  );
});
