import { Command } from "commander";
import type { Language } from "#charts/insight.js";
import { writeReport } from "#shop/report.js";
import { runTasks, type TaskResult } from "#shop/run.js";
import { openShop } from "#shop/shop.js";
import { tasks } from "#tasks/index.js";
import { language, minutes, wholeNumber } from "../flags.js";
import { taskNamed } from "../task-named.js";
import type { Terminal } from "../terminal.js";

interface Flags {
  readonly budget: number;
  readonly seed: number;
  readonly lang?: Language;
  readonly update?: true;
  readonly json?: true;
}

export function runCommand(terminal: Terminal): Command {
  return new Command("run")
    .description("answer every question: features, candidates, evaluation, choice, report")
    .argument("<shop>", "folder of the shop")
    .argument("[task...]", `only these of ${Object.keys(tasks).join(", ")}`)
    .option("--budget <minutes>", "for training and search of all candidates of one task", minutes, 10)
    .option("--seed <number>", "seed of everything random", wholeNumber(0), 1)
    .option("--lang <language>", "language of the report; unset: the shop's", language)
    .option("--update", "go on from the newest saved models with what has happened since")
    .option("--json", "print one JSON document on stdout")
    .action(async (folder: string, names: string[], flags: Flags) => {
      const chosen = names.length > 0 ? names.map(taskNamed) : Object.values(tasks);
      const started = performance.now();
      const shop = await openShop(folder, { access: "read", signal: terminal.signal });
      try {
        const spoken = flags.lang ?? shop.config.language;
        const results = await runTasks(shop, {
          ...terminal,
          tasks: chosen,
          seed: flags.seed,
          budgetSeconds: flags.budget * 60,
          language: spoken,
          mode: flags.update ? "update" : "train",
        });
        const seconds = (performance.now() - started) / 1000;
        const path = await writeReport(shop, results, { language: spoken, seed: flags.seed, seconds });
        terminal.print(flags.json ? JSON.stringify(asJson(path, results), null, 2) : inWords(path, results));
      } finally {
        shop.close();
      }
    });
}

function asJson(report: string, results: readonly TaskResult[]) {
  return {
    report,
    tasks: results.map((result) =>
      result.kind === "missing"
        ? { task: result.task.name, missing: result.reason }
        : { task: result.task.name, insights: result.insights, card: result.card, seconds: result.seconds },
    ),
  };
}

function inWords(report: string, results: readonly TaskResult[]): string {
  const lines = results.flatMap((result) => {
    if (result.kind === "missing") return [`${result.task.name}: not answered; ${result.reason}`];
    return [`${result.task.name}:`, ...result.insights.map(({ text }) => `  ${text.replaceAll("**", "")}`)];
  });
  return [...lines, `report: ${report}`].join("\n");
}
