import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSimulation } from "#serve/cli/write-simulation.js";
import type { ShopOptions } from "#simulate/shop-options.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { trueIdentities } from "#simulate/truth/true-identities.js";
import { joinScores } from "../test/join-scores.js";
import { openLoadingShop } from "../test/loading-shop.js";

const SHOPS = 12;
const shapes: readonly Partial<ShopOptions>[] = [
  {},
  { customers: 5000, days: 700, eventsTarget: 150_000 },
  { customers: 1000, days: 200, eventsTarget: 15_000 },
  { languages: { en: 0, zh: 1 } },
];

/**
 * How well planted identities are joined, in shops of several sizes: `npm run prove -- identity [shops]`. Over pairs of
 * ids; the aims are precision .99 and recall .95 in each.
 */
export async function run([given]: readonly string[]): Promise<void> {
  let failed = 0;
  for (let seed = 1; seed <= Number(given ?? SHOPS); seed += 1) {
    const { precision, recall, found, planted } = await scoresOf(seed);
    if (precision < 0.99 || recall < 0.95) failed += 1;
    process.stdout.write(
      `shop ${seed}: ${planted} pairs planted, ${found} joined: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}\n`,
    );
  }
  if (failed > 0) throw new Error(`${failed} shops below precision .99 or recall .95`);
}

async function scoresOf(seed: number) {
  const simulation = simulateShop({ seed, identities: "planted", picturesPerItem: 0, ...shapes[seed % shapes.length] });
  const folder = mkdtempSync(join(tmpdir(), "shoplens-identity-"));
  const shop = await openLoadingShop({ timeZone: simulation.options.timeZone, country: "DE" });
  try {
    await shop.load(await writeSimulation(simulation, folder, new AbortController().signal));
    return await joinScores(shop.warehouse, trueIdentities(simulation));
  } finally {
    shop.close();
    rmSync(folder, { recursive: true });
  }
}
