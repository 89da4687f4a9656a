import { tableNames } from "#contract/contract.js";
import type { LoadingShop } from "./loading-shop.js";

/** Every row of every contract table, to compare a shop before and after. */
export async function shopContents(shop: LoadingShop): Promise<Record<string, object[]>> {
  const found: Record<string, object[]> = {};
  for (const table of tableNames) found[table] = await shop.rows(`select * from ${table} order by all`);
  return found;
}
