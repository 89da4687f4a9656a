import { existsSync } from "node:fs";
import type { CandidateResult } from "#measure/score.js";
import { evaluateDataset } from "#shop/evaluate.js";
import { trends } from "#tasks/trends/trends.js";

/** What statsforecast 2.1 reaches on the same files, as measured for this project. */
const peers: Readonly<Record<string, string>> = {
  "nn5-daily": "OWA SNaive .916, AutoETS .756",
  "m4-weekly": "OWA SNaive 1.000, AutoETS .950",
  "retail-daily": "MASE SNaive 1.285, AutoETS 1.057; WAPE SNaive .317, ETS .353",
};

/** The forecasters on the public series, through the same door as `shoplens evaluate trends`. */
export async function run(): Promise<void> {
  const data = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/forecast`;
  for (const [name, peer] of Object.entries(peers)) {
    const path = `${data}/${name}.csv.gz`;
    if (!existsSync(path)) {
      console.error(`skipped: ${path} is not there`);
      continue;
    }
    const started = process.cpuUsage();
    const { document } = await evaluateDataset(trends, path, {
      seed: 1,
      budgetSeconds: 600,
      candidates: [],
      progress: () => undefined,
      signal: new AbortController().signal,
    });
    const cpu = process.cpuUsage(started);
    const seconds = ((cpu.user + cpu.system) / 1e6).toFixed(1);
    console.error(`${name}: chosen ${document.chosen}; ${seconds} s of CPU in all, reading included; peers: ${peer}`);
    for (const candidate of document.candidates) console.error(`  ${lineOf(candidate)}`);
  }
}

function lineOf({ name, seconds, validation, scores, peakMegabytes }: CandidateResult): string {
  const figures = scores.map((score) => `${score.name} ${score.value.toFixed(score.name === "sMAPE" ? 2 : 4)}`);
  const chosenOn = validation.map((score) => `validation ${score.name} ${score.value.toFixed(4)}`);
  return [
    name.padEnd(14),
    ...chosenOn,
    ...figures,
    `train ${seconds.train.toFixed(1)} s`,
    `predict ${seconds.predict.toFixed(1)} s`,
    `peak ${peakMegabytes.toFixed(0)} MiB`,
  ].join("  ");
}
