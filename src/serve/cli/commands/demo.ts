import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import type { Language } from "#charts/insight.js";
import { ingestInto } from "#shop/ingest-into.js";
import { writeReport } from "#shop/report.js";
import { runTasks } from "#shop/run.js";
import { openShop } from "#shop/shop.js";
import { isShop, newConfig, writeConfig } from "#shop/shop-config.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { tasks } from "#tasks/index.js";
import { language, wholeNumber } from "../flags.js";
import type { Terminal } from "../terminal.js";
import { writeSimulation } from "../write-simulation.js";
import { DEFAULT_PORT, serveUntilStopped } from "./serve.js";

interface Flags {
  readonly seed: number;
  readonly port: number;
  readonly lang: Language;
  readonly serve: boolean;
}

const BUDGET_SECONDS = 120;
/** What the owner of Linden & Co said of money, which cleaning by itself never changes. */
const decided = { "order_lines.unit_price": "fill", "order_lines.quantity": "fill" } as const;

export function demoCommand(terminal: Terminal): Command {
  return new Command("demo")
    .description("simulate a shop, run it and serve its report")
    .argument("[folder]", "where the shop is made; made anew when it is a demo already", "demo-shop")
    .option("--seed <number>", "another seed is another shop", wholeNumber(0), 1)
    .option("--lang <language>", "language of the report, en or zh", language, "en")
    .option("--port <number>", "a free one is taken when it is in use", wholeNumber(0), DEFAULT_PORT)
    .option("--no-serve", "end when the report is written")
    .action(async (folder: string, flags: Flags) => {
      const report = await makeDemo(terminal, folder, flags);
      terminal.note(`report: ${report}`);
      if (flags.serve) await serveUntilStopped(terminal, folder, flags.port);
    });
}

async function makeDemo(terminal: Terminal, folder: string, { seed, lang }: Flags): Promise<string> {
  const started = performance.now();
  if (existsSync(folder)) {
    const isDemo = isShop(folder) && existsSync(join(folder, "raw"));
    if (!isDemo) throw new Error(`${folder} exists and is no demo; name another folder: shoplens demo <folder>`);
    rmSync(folder, { recursive: true });
  }
  const config = newConfig(folder, { name: "Linden & Co", currency: "EUR", timeZone: "Europe/Berlin", language: lang });
  writeConfig(folder, { ...config, cleaning: decided });
  terminal.note("simulating a shop whose truth is known …");
  const simulation = simulateShop({ seed, doubts: "planted", identities: "planted" });
  const tables = await writeSimulation(simulation, join(folder, "raw"), terminal.signal);
  const shop = await openShop(folder, { access: "write", signal: terminal.signal });
  try {
    const reports = await ingestInto(shop, tables, terminal);
    const rows = reports.reduce((sum, report) => sum + (report.kind === "loaded" ? report.rows : 0), 0);
    terminal.note(`loaded ${rows} rows from ${reports.length} raw files; now answering …`);
    const options = {
      ...terminal,
      tasks: Object.values(tasks),
      seed,
      budgetSeconds: BUDGET_SECONDS,
      mode: "train" as const,
    };
    const results = await runTasks(shop, { ...options, language: lang });
    const seconds = (performance.now() - started) / 1000;
    return await writeReport(shop, results, { language: lang, seed, seconds, digest: null });
  } finally {
    shop.close();
  }
}
