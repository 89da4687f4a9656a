import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ShopOptions } from "#simulate/shop-options.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { writeSimulation } from "../src/serve/cli/write-simulation.js";
import { cleaningQuality, type RuleQuality } from "../test/end-to-end/cleaning-quality.js";
import { openLoadingShop } from "../test/loading-shop.js";

const LEAST = 0.95;

/** Shops unlike one another; the seeds go round among them. */
const shapes: readonly Partial<ShopOptions>[] = [
  {},
  { items: 600, customers: 3000 },
  { customers: 1000, days: 730, eventsTarget: 40_000 },
  { customers: 4000, items: 60, eventsTarget: 150_000 },
  { currency: "JPY", timeZone: "Asia/Tokyo", languages: { en: 0.2, zh: 0.8 } },
];

/**
 * Simulated shops with planted doubts, loaded as they are: what each cleaning rule finds against what was planted.
 * `npm run prove -- cleaning [shops] [first seed]`. Fails at the first rule of a shop whose precision or recall is below
 * .95, and prints what all shops together come to, as docs/cleaning.md has it.
 */
export async function run([shops = "50", first = "1"]: readonly string[]): Promise<void> {
  const all: RuleQuality[] = [];
  for (let seed = Number(first); seed < Number(first) + Number(shops); seed += 1) {
    const found = await qualityOf(seed);
    for (const { rule, planted, found: rows, right, wrong } of found) {
      if (right < LEAST * planted || right < LEAST * rows)
        throw new Error(
          `seed ${seed}, ${rule}: ${planted} planted, ${rows} found, ${right} right; ${wrong.join("; ")}`,
        );
    }
    all.push(...found);
    if ((seed + 1 - Number(first)) % 10 === 0) console.error(`  ${seed + 1 - Number(first)} shops`);
  }
  const names = [...new Set(all.map(({ rule }) => rule))];
  console.error("| rule | planted | precision | recall | worst shop | value put in is the true one |");
  console.error("|---|---|---|---|---|---|");
  for (const name of names)
    console.error(
      rowOf(
        name,
        all.filter(({ rule }) => rule === name),
      ),
    );
}

async function qualityOf(seed: number): Promise<RuleQuality[]> {
  const simulation = simulateShop({ seed, doubts: "planted", picturesPerItem: 0, ...shapes[seed % shapes.length] });
  const folder = mkdtempSync(join(tmpdir(), "shoplens-cleaning-"));
  const shop = await openLoadingShop({ timeZone: simulation.options.timeZone });
  try {
    await shop.load(await writeSimulation(simulation, folder, new AbortController().signal));
    return await cleaningQuality(shop, simulation);
  } finally {
    shop.close();
    rmSync(folder, { recursive: true });
  }
}

function rowOf(rule: string, shops: readonly RuleQuality[]): string {
  const sum = (name: "planted" | "found" | "right" | "filled" | "filledRight") =>
    shops.reduce((total, shop) => total + shop[name], 0);
  const share = (part: number, whole: number) => (part / whole).toFixed(3);
  const worst = Math.min(...shops.map(({ planted, found, right }) => Math.min(right / planted, right / found)));
  const filled = sum("filled") > 0 ? `${share(sum("filledRight"), sum("filled"))} of ${sum("filled")}` : "–";
  return `| \`${rule}\` | ${sum("planted")} | ${share(sum("right"), sum("found"))} | ${share(sum("right"), sum("planted"))} | ${worst.toFixed(3)} | ${filled} |`;
}
