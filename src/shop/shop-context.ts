import { readFileSync } from "node:fs";
import { numbers, texts } from "#table/table.js";
import type { AnyTask, Context } from "#tasks/task.js";
import { type GivenPaths, givenTo } from "./given-to.js";
import type { Shop } from "./shop.js";
import { shopPictures } from "./shop-pictures.js";

/**
 * What a task may know of a shop: its queries run in the shop's warehouse.
 *
 * @param given on this command, before what stands in shoplens.json
 */
export async function shopContext(shop: Shop, task: AnyTask, given: GivenPaths = {}): Promise<Context> {
  const facts = await shop.facts();
  const asOf = await dayAfterTheLast(shop);
  return {
    ...facts,
    asOf,
    given: {
      ...givenTo(task, shop.config.given?.[task.name] ?? {}, shop.folder),
      ...givenTo(task, given, "."),
    },
    read: (query, parameters = {}) => shop.warehouse.query(sqlOf(task, query), { as_of: asOf, ...parameters }),
    pictures: (files) => shopPictures(shop, files),
  };
}

/** The text of one of a task's queries. @throws for a name the task has not declared. */
export function sqlOf(task: AnyTask, query: string): string {
  const file = task.queries[query];
  if (!file) throw new Error(`task ${task.name} has no query "${query}", only ${Object.keys(task.queries).join(", ")}`);
  return readFileSync(new URL(`../tasks/${task.name}/${file}`, import.meta.url), "utf8");
}

/** Contract tables a task could use, all of which are empty: what is missing. Empty when it can run. */
export async function missingFor(shop: Shop, task: AnyTask): Promise<readonly string[]> {
  for (const table of task.needs) {
    const found = await shop.warehouse.query(`select count(*) as n from (select 1 from ${table} limit 1)`);
    if (numbers(found, "n")[0]) return [];
  }
  return task.needs;
}

async function dayAfterTheLast({ warehouse }: Shop): Promise<string> {
  const found = await warehouse.query(
    `select cast(cast(max(day) + interval 1 day as date) as varchar) as day from (
       select max(day) as day from sales
       union all
       select max(shop_day(occurred_at)) as day from clean_events
     )`,
  );
  return texts(found, "day").words[0] ?? "1970-01-01";
}
