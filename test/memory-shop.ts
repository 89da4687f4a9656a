import { readFileSync } from "node:fs";
import type { AnyTask, Context } from "#tasks/task.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, prepareShop, type ShopFacts } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";

/** An empty shop that lives in memory, and what a task is told of it. */
export interface MemoryShop {
  readonly warehouse: Warehouse;
  readonly context: Context;
}

/** Opens an empty shop for one task; the test fills its warehouse. */
export async function memoryShop(task: AnyTask, facts: ShopFacts & { readonly asOf: string }): Promise<MemoryShop> {
  const warehouse = await openDuckdb({
    path: ":memory:",
    memoryLimitMegabytes: 400,
    threads: 2,
    temporaryFolder: "",
    access: "write",
  });
  await createTables(warehouse);
  await prepareShop(warehouse, facts);
  return {
    warehouse,
    context: {
      ...facts,
      read(query, parameters = {}) {
        const sql = readFileSync(new URL(`../src/tasks/${task.name}/${task.queries[query]}`, import.meta.url), "utf8");
        return warehouse.query(sql, { as_of: facts.asOf, ...parameters });
      },
    },
  };
}
