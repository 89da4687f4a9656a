import { everythingOff } from "#clean/settings.js";
import { prepareShop } from "#warehouse/prepare-shop.js";
import type { Shop } from "./shop.js";

/** Does some work with the views as they would be without cleaning and joins of customers: what the sources say. */
export async function asLoaded<T>({ warehouse, facts }: Shop, work: () => Promise<T>): Promise<T> {
  const now = await facts();
  await prepareShop(warehouse, { ...now, cleaning: everythingOff, customers: "as loaded" });
  try {
    return await work();
  } finally {
    await prepareShop(warehouse, now);
  }
}
