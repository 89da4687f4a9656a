import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileReport, type IngestOptions, ingest } from "#ingest/ingest.js";
import { type Table, textAt } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, prepareShop, type ShopFacts } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";

/** A shop for a test that loads files: a warehouse and a folder of its own, gone when it is closed. */
export interface LoadingShop {
  readonly warehouse: Warehouse;
  readonly folder: string;
  /** Writes a file beside the shop; answers its path. */
  write(name: string, content: string | Uint8Array): string;
  /** Loads files by their paths; afterwards the views know the currency that the data decided. */
  load(paths: readonly string[], options?: Partial<IngestOptions>): Promise<FileReport[]>;
  rows(sql: string): Promise<Record<string, string | number | null>[]>;
  /** Everything the shop has on disk or would show, as one text to search. */
  everything(): Promise<string>;
  /** Forgets everything loaded, as if it were a new shop. */
  clear(): Promise<void>;
  /** How often the key of the pseudonyms was asked for. */
  keysAsked(): number;
  close(): void;
}

export interface LoadingOptions {
  readonly timeZone?: string;
  readonly currency?: string;
  readonly country?: string;
  /** "file": a warehouse on disk, whose bytes can be searched. */
  readonly warehouse?: "memory" | "file";
}

export const testKey = Uint8Array.from({ length: 32 }, (_, i) => i);

export async function openLoadingShop(options: LoadingOptions = {}): Promise<LoadingShop> {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-test-"));
  const facts: ShopFacts = {
    timeZone: options.timeZone ?? "UTC",
    currency: options.currency ?? null,
    country: options.country ?? null,
  };
  const path = options.warehouse === "file" ? join(folder, "warehouse.duckdb") : ":memory:";
  mkdirSync(join(folder, "tmp"));
  const warehouse = await openDuckdb({
    path,
    memoryLimitMegabytes: 300,
    threads: 2,
    temporaryFolder: join(folder, "tmp"),
    access: "write",
  });
  if (path !== ":memory:") await warehouse.execute("pragma force_compression = 'uncompressed'"); // so that bytes can be searched
  await createTables(warehouse);
  await prepareShop(warehouse, facts);
  let keys = 0;
  const rows = async (sql: string) => objectsOf(await warehouse.query(sql));

  async function factsNow(): Promise<ShopFacts> {
    const [settled] = await rows("select value from settings where name = 'currency'");
    return { ...facts, currency: facts.currency ?? (settled?.["value"] as string | undefined) ?? null };
  }

  return {
    warehouse,
    folder,
    rows,
    write(name, content) {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    async load(paths, given = {}) {
      const reports = await ingest(warehouse, paths, {
        facts: await factsNow(),
        quarantineFolder: join(folder, "quarantine"),
        temporaryFolder: join(folder, "tmp"),
        vaultFolder: join(folder, "vault"),
        shopKey: () => {
          keys += 1;
          return testKey;
        },
        signal: new AbortController().signal,
        progress: () => undefined,
        ...given,
      });
      await prepareShop(warehouse, await factsNow());
      return reports;
    },
    async everything() {
      const tables = await rows("select table_name from duckdb_tables()");
      const held = [];
      for (const { table_name } of tables) held.push(await rows(`select * from "${table_name}"`));
      const folderOf = join(folder, "quarantine");
      const quarantined = existsSync(folderOf) ? await rows(`select * from '${folderOf}/*.parquet'`) : [];
      if (path !== ":memory:") await warehouse.execute("checkpoint");
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /warehouse|quarantine.|tmp./.test(name))
        .map((name) => readFileSync(join(folder, name)).toString("latin1"));
      return [JSON.stringify(held), JSON.stringify(quarantined), ...files].join("\n");
    },
    async clear() {
      for (const { table_name } of await rows("select table_name from duckdb_tables() where not temporary")) {
        await warehouse.execute(`delete from "${table_name}"`);
      }
      for (const made of ["quarantine", "vault"]) rmSync(join(folder, made), { recursive: true, force: true });
    },
    keysAsked: () => keys,
    close() {
      warehouse.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function objectsOf({ rows, columns }: Table): Record<string, string | number | null>[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, column]) => {
        if (!(column instanceof Float64Array)) return [name, textAt(column, row)];
        const value = column[row] ?? Number.NaN;
        return [name, Number.isNaN(value) ? null : value];
      }),
    ),
  );
}
