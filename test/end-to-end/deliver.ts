import { rmSync } from "node:fs";
import { join } from "node:path";
import { describeShop } from "#shop/describe.js";
import { ingestInto } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { newConfig, writeConfig } from "#shop/shop-config.js";
import { numbers } from "#table/table.js";
import { anyDelivery, type Truth } from "./any-delivery.js";

/** Begins to load files and is killed on the way, or does not get so far. */
export type Kill = (shop: string, files: readonly string[]) => Promise<void>;

/**
 * Loads one random delivery into a new shop, command by command; a command that is killed is given again at the end.
 * Answers what the shop says and what is true.
 */
export async function deliver(folder: string, seed: number, kill: Kill): Promise<{ said: Truth; truth: Truth }> {
  const { truth, commands } = anyDelivery(join(folder, "files"), seed);
  const shop = join(folder, "shop");
  writeConfig(shop, newConfig(shop, { currency: "EUR" }));
  for (const { files, killed } of commands) await (killed ? kill(shop, files) : load(shop, files));
  for (const { files } of commands.filter(({ killed }) => killed)) await load(shop, files);
  const said = await toldBy(shop);
  rmSync(folder, { recursive: true });
  return { said, truth };
}

async function load(folder: string, files: readonly string[]): Promise<void> {
  const shop = await openShop(folder, { access: "write" });
  try {
    for (const report of await ingestInto(shop, files)) {
      if (report.kind !== "loaded" || report.refused > 0) throw new Error(`refused: ${JSON.stringify(report)}`);
    }
  } finally {
    shop.close();
  }
}

async function toldBy(folder: string): Promise<Truth> {
  const shop = await openShop(folder, { access: "read" });
  try {
    const { sales, refunds, tables } = await describeShop(shop);
    const paid = await shop.warehouse.query("select coalesce(sum(cents), 0) as cents from refunds");
    return {
      sales: { lines: sales.lines, orders: sales.orders, cents: sales.cents },
      refunds,
      orders: tables.orders,
      paidBack: numbers(paid, "cents")[0] ?? 0,
    };
  } finally {
    shop.close();
  }
}
