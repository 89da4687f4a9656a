import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { recoverQuarantine } from "#ingest/quarantine.js";
import { texts } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, prepareShop, type ShopFacts } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { readConfig, type ShopConfig } from "./shop-config.js";

/** A shop on disk, opened. */
export interface Shop {
  readonly folder: string;
  readonly config: ShopConfig;
  readonly warehouse: Warehouse;
  /** As they stand now: the data may have decided the currency since the shop was opened. */
  facts(): Promise<ShopFacts>;
  close(): void;
}

export const paths = (folder: string) => ({
  warehouse: join(folder, "warehouse.duckdb"),
  quarantine: join(folder, "quarantine"),
  models: join(folder, "models"),
  reports: join(folder, "reports"),
  temporary: join(folder, "tmp"),
});

export interface OpenOptions {
  /** One process may write; many may read while none writes. */
  readonly access: "read" | "write";
  readonly signal?: AbortSignal;
}

/** Opens a shop, finishing or undoing what a killed command left behind. */
export async function openShop(folder: string, options: OpenOptions): Promise<Shop> {
  const config = readConfig(folder);
  const path = paths(folder);
  if (options.access === "read" && !existsSync(path.warehouse)) (await openShop(folder, { access: "write" })).close();
  mkdirSync(path.temporary, { recursive: true });
  const warehouse = await openDuckdb({
    path: path.warehouse,
    memoryLimitMegabytes: config.memoryMegabytes,
    threads: Math.min(availableParallelism(), 4),
    temporaryFolder: path.temporary,
    ...options,
  });
  if (options.access === "write") {
    await createTables(warehouse);
    await recoverQuarantine(warehouse, path.quarantine);
    for (const left of readdirSync(path.temporary).filter((name) => name.endsWith(".part")))
      rmSync(join(path.temporary, left));
  }
  const facts = async () => ({
    timeZone: config.timeZone,
    currency: config.currency ?? (await settledCurrency(warehouse)),
  });
  await prepareShop(warehouse, await facts());
  return { folder, config, warehouse, facts, close: () => warehouse.close() };
}

async function settledCurrency(warehouse: Warehouse): Promise<string | null> {
  const found = await warehouse.query("select value from settings where name = 'currency'");
  return texts(found, "value").words[0] ?? null;
}
