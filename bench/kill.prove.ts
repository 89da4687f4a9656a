import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killGround } from "../test/end-to-end/kill-ground.js";
import { killIngest } from "../test/end-to-end/kill-ingest.js";
import { killRun } from "../test/end-to-end/kill-run.js";

const INGEST_EVENTS = 100_000;
const RUN_EVENTS = 20_000;

/**
 * Kills `ingest` and `run` at seeded random points (SIGKILL) and fails at the first shop that is not as it was before
 * or after: `npm run prove -- kill [points] [seed]`. Fifty points of each take about half an hour on two cores.
 */
export async function run([points = "50", seed = "1"]: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-kill-"));
  const log = (line: string) => console.error(line);
  const options = { points: Number(points), seed: Number(seed), log };
  log(`in ${folder}, which stays there when a shop is found broken`);
  const ingested = await killIngest({
    ...options,
    ground: await killGround(join(folder, "ingest"), INGEST_EVENTS, options.seed),
  });
  const ran = await killRun({ ...options, ground: await killGround(join(folder, "run"), RUN_EVENTS, options.seed) });
  for (const { name, before, after, ended, again } of ingested) {
    log(
      `ingest, ${name}: ${before} as before, ${after} as after (${ended} of them ended first); ${again} killed once more`,
    );
  }
  for (const { name, before, partly, after, ended } of ran) {
    log(`run, ${name}: ${before} as before, ${partly} partly done, ${after} as after (${ended} of them ended first)`);
  }
  log(`${points} kills of ingest and ${points} of run: no shop was between`);
  rmSync(folder, { recursive: true, force: true });
}
