import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealOriginals, stagePeople } from "#ingest/seal-originals.js";
import { finishPart } from "#ingest/set-aside.js";
import { resealWithout } from "#ingest/vault.js";
import { pseudonymMacro } from "#protect/pseudonym.js";
import { reveal } from "#shop/reveal.js";
import { openShop, paths, type Shop } from "#shop/shop.js";
import { newConfig, writeConfig } from "#shop/shop-config.js";
import { shopKey } from "#shop/shop-key.js";
import { tableOf } from "#table/table.js";
import { transaction } from "#warehouse/warehouse.js";

/** An address, a number and a name of each customer. */
const people = (customers: number) => `
  select 'c' || n as customer_id, kind, written, null as seen_at
  from (
    select n, unnest([
      {'kind': 'email', 'written': 'first.last' || n || '@mail' || n % 97 || '.example'},
      {'kind': 'phone', 'written': '+49 170 ' || 1000000 + n},
      {'kind': 'name', 'written': 'First' || n || ' Last' || n % 5003}
    ], recursive := true)
    from (select range as n from range(${customers}))
  )`;

/**
 * Sealing, sealing again, revealing and taking out one of a million customers, each with an e-mail address, a phone number
 * and a name: seconds, size, and the process's memory at its highest: `npm run bench -- vault [customers]`.
 */
export async function run([given = "1000000"]: readonly string[]): Promise<void> {
  const customers = Number(given);
  const folder = mkdtempSync(join(tmpdir(), "shoplens-vault-"));
  process.env["SHOPLENS_KEYS"] = join(folder, "keys");
  const root = join(folder, "shop");
  writeConfig(root, newConfig(root, {}));
  const key = shopKey(root);
  const shop = await openShop(root, { access: "write" });
  const { vault } = paths(root);
  try {
    await shop.warehouse.execute(pseudonymMacro(key, "DE"));
    await timed("pseudonyms", () => stagePeople(shop.warehouse, "people_0", people(customers)));
    await timed("sealed", () => seal(shop, key, 1));
    await timed("sealed again", () => seal(shop, key, 2));
    process.stdout.write(`${(statSync(join(vault, "load-1")).size / 2 ** 20).toFixed(0)} MiB in the vault\n`);
    const answers = tableOf({ customer_id: Array.from({ length: customers }, (_, n) => `c${n}`) });
    const to = join(folder, "list.csv");
    await timed("revealed", () => reveal(shop, answers, { kinds: ["email", "phone", "name"], task: "bench", to }));
    await timed("without one", () => resealWithout(vault, 1, { key, forgotten: new Set(["nobody's"]) }));
  } finally {
    shop.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seal({ warehouse, folder }: Shop, key: Uint8Array, loadId: number): Promise<void> {
  const options = { loadId, people: "people_0", folder: paths(folder).vault, key: () => key };
  const part = await transaction(warehouse, () => sealOriginals(warehouse, options));
  if (part) finishPart(part);
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${what.padEnd(14)}${seconds.toFixed(1).padStart(6)} s, at most ${highestMegabytes()} MiB so far\n`,
  );
}

function highestMegabytes(): string {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return (Number(kilobytes ?? 0) / 1024).toFixed(0);
}
