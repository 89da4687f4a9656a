import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { leaveOneOut, sequencesBefore } from "#measure/leave-one-out.js";
import { bm25 } from "#models/recommend/bm25.js";
import { cosine } from "#models/recommend/cosine.js";
import { ease } from "#models/recommend/ease.js";
import { ials } from "#models/recommend/ials.js";
import type { Recommender } from "#models/recommend/recommender.js";
import { tableOf } from "#table/table.js";
import { interactionsOf } from "#tasks/recommend/interactions.js";

const ROUNDS = 8; // what is compiled while it runs is as quick as it gets after five or so
const events = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/beauty/events.csv.gz`;
const peer = fileURLToPath(new URL("./peers/recommend_implicit.py", import.meta.url));

interface Seconds {
  readonly wall: number;
  /** Of processor time, all threads together. */
  readonly busy: number;
}

/**
 * How long the recommenders in closed form take to learn Amazon Beauty, in turns with `implicit` (`PYTHON` names an
 * interpreter that has it) where it has the same; the fastest of eight, and what the first took. `-- ease` adds ease, which has no peer there.
 *
 *     npm run bench -- recommend-classical
 */
export async function run(args: readonly string[]): Promise<void> {
  if (!existsSync(events)) return console.error(`skipped: ${events} is not there`);
  const rows = gunzipSync(readFileSync(events)).toString().trim().split("\n").slice(1);
  const cells = rows.map((row) => row.split(","));
  const table = tableOf({ customer_id: cells.map(([id]) => id!), item_id: cells.map(([, id]) => id!) });
  const { sequences } = interactionsOf(table);
  const learnFrom = sequencesBefore(sequences, leaveOneOut(sequences).validation);
  const secondsOf = async (recommender: Recommender): Promise<Seconds> => {
    const [began, before] = [performance.now(), process.cpuUsage()];
    await recommender.fit(learnFrom, {
      seed: 1,
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    const { user, system } = process.cpuUsage(before);
    return { wall: (performance.now() - began) / 1000, busy: (user + system) / 1e6 };
  };
  const ours = new Map<string, Seconds[]>();
  const theirs = new Map<string, Seconds[]>();
  const note = (to: Map<string, Seconds[]>, name: string, seconds: Seconds) =>
    to.set(name, [...(to.get(name) ?? []), seconds]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const recommender of [ials, bm25, cosine]) note(ours, recommender.name, await secondsOf(recommender));
    for (const [name, seconds] of Object.entries(fittedByImplicit())) note(theirs, name, seconds);
  }
  if (args.includes("ease")) note(ours, "ease", await secondsOf(ease));
  for (const [name, seconds] of ours) console.error(line(name, seconds, theirs.get(name)));
}

function line(name: string, ours: readonly Seconds[], theirs: readonly Seconds[] | undefined): string {
  const parts = (["wall", "busy"] as const).map((clock) => {
    const [own, other] = [ours, theirs ?? []].map((all) => Math.min(...all.map((seconds) => seconds[clock])));
    const ratio = theirs ? `, implicit ${other!.toFixed(2)} s, ratio ${(own! / other!).toFixed(2)}` : "";
    return `${clock === "wall" ? "on the wall" : "of processor time"} ${own!.toFixed(2)} s${ratio}`;
  });
  return `${name.padEnd(7)} ${parts.join("; ")}; the first time ${ours[0]!.wall.toFixed(2)} s`;
}

function fittedByImplicit(): Record<string, Seconds> {
  const { status, stdout, stderr } = spawnSync(process.env["PYTHON"] ?? "python3", [peer, events], {
    encoding: "utf8",
  });
  if (status === 0) return JSON.parse(stdout) as Record<string, Seconds>;
  console.error(`implicit could not be asked: ${stderr.trim().split("\n").at(-1)}`);
  return {};
}
