import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { tableOf } from "#table/table.js";
import { recommend } from "#tasks/recommend/recommend.js";

/**
 * The recommenders on Amazon Beauty, by the protocol of next-item prediction: every candidate trained and fully
 * evaluated. `npm run bench -- recommend-beauty`
 */
const file = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/beauty/events.csv.gz`;

export async function run(): Promise<void> {
  if (!existsSync(file)) return console.error(`skipped: ${file} is not there`);
  const rows = gunzipSync(readFileSync(file)).toString().trim().split("\n").slice(1);
  const cells = rows.map((row) => row.split(","));
  const table = tableOf({ customer_id: cells.map(([id]) => id!), item_id: cells.map(([, id]) => id!) });
  const context = { read: async () => table, asOf: "2014-01-02", currency: null, timeZone: "UTC" };
  const options = { seed: 1, progress: () => undefined, signal: new AbortController().signal };

  const started = performance.now();
  const { evaluation } = await recommend.evaluate(context, { ...options, budgetSeconds: 600, candidates: [] });
  const seconds = (performance.now() - started) / 1000;
  const figures = evaluation.candidates.map(({ name, seconds: { train, predict }, scores, peakMegabytes }) =>
    [
      name.padEnd(10),
      ...scores.map((score) => `${score.name} ${score.value.toFixed(4)}`),
      `train ${train.toFixed(2)} s`,
      `rank ${predict.toFixed(2)} s`,
      `peak ${peakMegabytes.toFixed(0)} MiB`,
    ].join("  "),
  );
  console.error(
    [...figures, `chosen: ${evaluation.chosen}; all trained and evaluated in ${seconds.toFixed(1)} s`].join("\n"),
  );
}
