import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { settingsOf } from "#clean/settings.js";
import { isDecided, rejoin } from "#identity/rejoin.js";
import { recoverQuarantine } from "#ingest/quarantine.js";
import { recoverVault } from "#ingest/vault.js";
import { texts } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, prepareLoading, prepareShop, type ShopFacts } from "#warehouse/prepare-shop.js";
import { transaction, type Warehouse } from "#warehouse/warehouse.js";
import { countryOfZone } from "./country-of-zone.js";
import { putInPlace } from "./put-in-place.js";
import { decisionsOf, readConfig, type ShopConfig } from "./shop-config.js";

/** A shop on disk, opened. */
export interface Shop {
  readonly folder: string;
  readonly config: ShopConfig;
  readonly warehouse: Warehouse;
  /** This process's own folder, where things are written before they count. */
  readonly temporary: string;
  /** As they stand now: the data may have decided the currency since the shop was opened. */
  facts(): Promise<ShopFacts>;
  /** Gives its warehouse the functions and views that facts decide. */
  prepare(facts: ShopFacts): Promise<void>;
  /** Moves what was written from the warehouse's log to its place, beside other work, so that closing need not. */
  settle(): Promise<void>;
  close(): void;
}

export const paths = (folder: string) => ({
  warehouse: join(folder, "warehouse.duckdb"),
  quarantine: join(folder, "quarantine"),
  vault: join(folder, "vault"),
  models: join(folder, "models"),
  reports: join(folder, "reports"),
  runs: join(folder, "runs"),
  temporary: join(folder, "tmp"),
});

export interface OpenOptions {
  /** One process may write; many may read while none writes. */
  readonly access: "read" | "write";
  /** Nothing is asked of it, it is only loaded into. Absent: it is. */
  readonly isForLoading?: boolean;
  readonly signal?: AbortSignal;
}

/** Opens a shop, finishing or undoing what a killed command left behind. */
export async function openShop(folder: string, options: OpenOptions): Promise<Shop> {
  const config = readConfig(folder);
  const path = paths(folder);
  const temporary = temporaryFolder(path.temporary, options);
  try {
    const isNew = !existsSync(path.warehouse);
    if (isNew) await makeWarehouse(path.warehouse, temporary);
    const warehouse = await openDuckdb({
      path: path.warehouse,
      memoryLimitMegabytes: config.memoryMegabytes,
      threads: Math.min(availableParallelism(), 4),
      temporaryFolder: temporary,
      ...options,
    });
    const shop = shopOf({ folder, config, warehouse, temporary }, options);
    try {
      if (options.access === "write") await recover(shop, isNew);
      else removeWriters(path.temporary);
      await shop.prepare(await shop.facts());
      return shop;
    } catch (error) {
      shop.close();
      throw error;
    }
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

function shopOf(
  opened: Pick<Shop, "folder" | "config" | "warehouse" | "temporary">,
  { access, isForLoading }: OpenOptions,
): Shop {
  const { config, warehouse, temporary } = opened;
  return {
    ...opened,
    facts: async () => ({
      timeZone: config.timeZone,
      currency: config.currency ?? (await settledCurrency(warehouse)),
      country: config.country ?? countryOfZone(config.timeZone),
      cleaning: settingsOf(config.cleaning),
    }),
    prepare: (facts) => (isForLoading ? prepareLoading : prepareShop)(warehouse, facts),
    async settle() {
      // what could not be moved is safe in the log, and moved when the shop is next opened
      if (access === "write") await warehouse.execute("checkpoint").catch(() => undefined);
    },
    close() {
      warehouse.close();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

const WRITER = "write-"; // begins the name of a folder in which rows may stand before personal data is hidden

/** While this process reads, none writes: what a writer left was killed with it. */
function removeWriters(folder: string): void {
  try {
    for (const name of readdirSync(folder).filter((name) => name.startsWith(WRITER)))
      rmSync(join(folder, name), { recursive: true, force: true });
  } catch {
    // a shop that may only be read is tidied up by the next who may write
  }
}

/** Two processes that spill would overwrite each other's files in one folder. */
function temporaryFolder(folder: string, { access }: OpenOptions): string {
  try {
    mkdirSync(folder, { recursive: true });
    return mkdtempSync(join(folder, `${access === "write" ? WRITER : ""}${process.pid}-`));
  } catch (error) {
    if (access === "write") throw error;
    return mkdtempSync(join(tmpdir(), "shoplens-")); // a shop may be read from where nothing can be written
  }
}

/** Made aside, so that a warehouse has all its tables or is absent. */
async function makeWarehouse(path: string, temporary: string): Promise<void> {
  const part = join(temporary, "warehouse.part");
  const warehouse = await openDuckdb({
    path: part,
    memoryLimitMegabytes: 100,
    threads: 1,
    temporaryFolder: temporary,
    access: "write",
  });
  try {
    await createTables(warehouse);
  } finally {
    warehouse.close();
  }
  putInPlace(part, path);
}

/** Only the writer may: it holds the warehouse alone, so whatever else is in the temporary folder is nobody's. */
async function recover({ warehouse, folder, temporary, config }: Shop, isNew: boolean): Promise<void> {
  const path = paths(folder);
  mkdirSync(temporary, { recursive: true }); // one that only reads may have taken it away before this one held the shop
  if (!isNew) await createTables(warehouse);
  const decisions = decisionsOf(config); // shoplens.json may have been changed by hand, or just before a command was killed
  if (!(await isDecided(warehouse, decisions))) await transaction(warehouse, () => rejoin(warehouse, decisions));
  await recoverQuarantine(warehouse, path.quarantine);
  await recoverVault(warehouse, path.vault);
  for (const left of readdirSync(path.temporary).filter((name) => name !== basename(temporary)))
    rmSync(join(path.temporary, left), { recursive: true, force: true });
}

async function settledCurrency(warehouse: Warehouse): Promise<string | null> {
  const found = await warehouse.query("select value from settings where name = 'currency'");
  return texts(found, "value").words[0] ?? null;
}
