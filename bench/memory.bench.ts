import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlainShopFiles, writePlainShop } from "../test/plain-shop.js";
import { type Finished, shoplens } from "../test/shoplens-process.js";

const EVENTS = 5_000_000;
const BOUND_MEBIBYTES = 1024;
const TWO_YEARS_MS = 2 * 365 * 86_400_000;
const EVENTS_A_VISIT = 3.5;

/**
 * Peak memory and seconds of each command over shops of five million events, 200,000 customers and 20,000 items, once
 * with their orders and once with views alone, where everything is learned from all five million:
 * `npm run bench -- memory [events] [orders|views]`. Fails when a process needed a gibibyte.
 */
export async function run([given, only]: readonly string[]): Promise<void> {
  const events = Number(given ?? EVENTS);
  const folder = mkdtempSync(join(tmpdir(), "shoplens-memory-"));
  try {
    const peaks: number[] = [];
    if (only !== "views") {
      const bought = rawShop(join(folder, "bought"), events, 0.25);
      peaks.push(...(await course("orders", join(folder, "shop"), [bought.orders, bought.lines, bought.events])));
      rmSync(folder, { recursive: true });
    }
    if (only !== "orders") {
      const viewed = rawShop(join(folder, "viewed"), events, 0);
      peaks.push(...(await course("views", join(folder, "shop"), [viewed.events])));
    }
    if (Math.max(...peaks) >= BOUND_MEBIBYTES) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rawShop(folder: string, events: number, buyShare: number): PlainShopFiles {
  return writePlainShop(folder, {
    seed: 1,
    customers: 200_000,
    items: 20_000,
    events,
    firstOrder: 1,
    startAt: Date.UTC(2023, 0, 1),
    visitEvery: TWO_YEARS_MS / (events / EVENTS_A_VISIT),
    buyShare,
    faultEvery: 100_000,
  });
}

async function course(name: string, shop: string, files: readonly string[]): Promise<number[]> {
  const steps = {
    init: ["init", shop],
    ingest: ["ingest", shop, ...files],
    "ingest again": ["ingest", shop, ...files],
    describe: ["describe", shop],
    run: ["run", shop],
    ask: ["ask", shop, "recommend"],
    export: ["export", shop, "recommend", "--to", join(shop, "next.csv")],
  };
  const peaks: number[] = [];
  for (const [step, args] of Object.entries(steps)) {
    const finished = await shoplens(args, { timeoutSeconds: 3600 });
    if (finished.code !== 0) throw new Error(`${name}, ${step} ended with ${finished.code}: ${finished.stderr}`);
    console.error(row(`${name}, ${step}`, finished));
    peaks.push(finished.peakMegabytes);
  }
  return peaks;
}

function row(name: string, { seconds, peakMegabytes }: Finished): string {
  const verdict = peakMegabytes < BOUND_MEBIBYTES ? "" : `  above the bound of ${BOUND_MEBIBYTES}`;
  return `${name.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s  peak ${peakMegabytes.toFixed(0).padStart(5)} MiB${verdict}`;
}
