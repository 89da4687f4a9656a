import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tableNames } from "#contract/contract.js";
import { describeShop } from "#shop/describe.js";
import { newestModel } from "#shop/model-store.js";
import { openShop, paths } from "#shop/shop.js";
import { texts } from "#table/table.js";
import { tasks } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";
import type { Warehouse } from "#warehouse/warehouse.js";

/** Everything in a shop that somebody could see, so that two moments can be compared. */
export interface ShopState {
  /** What `describe --json` prints. */
  readonly description: string;
  /** Count and hash of the rows of each table, whatever their order. */
  readonly tables: Readonly<Record<string, string>>;
  /** The same of each file of the quarantine. */
  readonly quarantine: Readonly<Record<string, string>>;
  /** Hash of the files of each model, by "task/version"; the card, which tells the time, is not in it. */
  readonly models: Readonly<Record<string, string>>;
  readonly reports: readonly string[];
}

/** @throws when anything in the shop is half made. */
export async function shopState(folder: string): Promise<ShopState> {
  const path = paths(folder);
  const shop = await openShop(folder, { access: "read" });
  const { warehouse } = shop;
  try {
    return {
      description: `${JSON.stringify(await describeShop(shop), null, 2)}\n`,
      // not `loads`: loading the same again is one more load
      tables: await hashes(
        warehouse,
        [...tableNames, "refusals", "settings"].map((name) => [name, name]),
      ),
      quarantine: await hashes(
        warehouse,
        finished(path.quarantine, /^load-\d+\.parquet$/).map((name) => [name, `'${join(path.quarantine, name)}'`]),
      ),
      models: models(path.models),
      reports: reports(path.reports),
    };
  } finally {
    shop.close();
  }
}

/** Names in a folder that count, because they are finished. */
function finished(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .toSorted();
}

async function hashes(warehouse: Warehouse, sources: readonly (readonly [string, string])[]) {
  const found: [string, string][] = [];
  for (const [name, source] of sources) {
    const table = await warehouse.query(
      `select count(*) || ' ' || coalesce(sum(hash(t)), 0) as hash from ${source} as t`,
    );
    found.push([name, texts(table, "hash").words[0]!]);
  }
  return Object.fromEntries(found);
}

function models(folder: string): Record<string, string> {
  const found: [string, string][] = [];
  for (const [name, task] of Object.entries(tasks as Record<string, AnyTask>)) {
    for (const version of finished(join(folder, name), /^\d+$/)) {
      found.push([`${name}/${version}`, modelHash(join(folder, name, version), version)]);
    }
    const newest = newestModel(folder, name);
    if (newest) task.load(newest.files);
  }
  return Object.fromEntries(found);
}

function modelHash(folder: string, version: string): string {
  const card = JSON.parse(readFileSync(join(folder, "card.json"), "utf8")) as { version: string };
  if (card.version !== version) throw new Error(`${folder} says it is version ${card.version}`);
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).toSorted()) {
    if (name !== "card.json") hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex");
}

function reports(folder: string): string[] {
  const names = finished(folder, /\.html$/);
  for (const name of names) {
    const page = readFileSync(join(folder, name), "utf8").trimEnd();
    if (!page.endsWith("</html>")) throw new Error(`${name} is half a page`);
  }
  return names;
}
