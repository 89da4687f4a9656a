import { cpSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { mulberry32 } from "#numeric/mulberry32.js";
import { tasks } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";
import { type KillOptions, leftovers, restore, signsOf, succeeded } from "./kill-ground.js";
import { killPoints, told } from "./kill-points.js";
import { type Course, type KillPoint, runKilled, runToEnd } from "./killed-process.js";
import { type ShopState, shopState } from "./shop-state.js";

/** Where the kills of one scenario landed. */
export interface RunLanded {
  readonly name: string;
  /** Nothing new. */
  before: number;
  /** Some models were saved, others not. */
  partly: number;
  /** Every model and the report. */
  after: number;
  /** The command was faster than the kill. */
  ended: number;
}

interface Trial {
  readonly name: string;
  /** The shop before, which stays as it is. */
  readonly base: string;
  readonly before: ShopState;
  readonly after: ShopState;
  /** The shop that is killed. */
  readonly shop: string;
  readonly course: Course;
  readonly landed: RunLanded;
}

/**
 * Kills `run` at seeded random points and looks at the shop after each: the data as they were, every model and report
 * whole or absent, and after one more run the models that an undisturbed run makes.
 *
 * @throws at the first shop of which that is not true, which stays where it is.
 */
export async function killRun(options: KillOptions): Promise<RunLanded[]> {
  const random = mulberry32(options.seed);
  const { folder, loaded, first } = options.ground;
  const results: RunLanded[] = [];
  let base = loaded;
  for (const [at, name] of ["first run", "second run"].entries()) {
    const points = Math.ceil((options.points - at) / 2);
    if (points === 0) continue;
    const { trial, pace } = await calibrated(name, base, options);
    for (const point of killPoints(points, pace, random)) {
      options.log(`  ${told(point)}: ${await killOnce(trial, point)}`);
    }
    await succeeded(["ingest", trial.shop, ...first.slice(0, 1)]); // the next writer takes away what the killed left
    const left = leftovers(trial.shop);
    if (left.length > 0) throw new Error(`${name}: after the next ingest there is still ${left.join(", ")}`);
    results.push(trial.landed);
    base = join(folder, "answered");
    cpSync(trial.shop, base, { recursive: true });
  }
  return results;
}

/** Tasks for which the ground has data: orders, their lines and events. */
const answerable = Object.values(tasks as Record<string, AnyTask>)
  .filter(({ needs }) => needs.some((table) => ["orders", "order_lines", "events"].includes(table)))
  .map(({ name }) => name);

async function calibrated(name: string, base: string, { ground, log }: KillOptions) {
  const shop = join(ground.folder, "killed");
  const { opening, results } = signsOf(shop);
  const course = { args: ["run", shop], signs: { opening, writing: results } };
  restore(shop, base);
  const before = await shopState(shop);
  const pace = await runToEnd(course);
  const after = await shopState(shop);
  const made = Object.keys(after.models).length - Object.keys(before.models).length;
  if (made !== answerable.length) throw new Error(`${name} made ${made} models, expected ${answerable.join(", ")}`);
  log(`${name}: ${(pace.milliseconds / 1000).toFixed(1)} s, seen to write ${pace.changes} times`);
  const landed: RunLanded = { name, before: 0, partly: 0, after: 0, ended: 0 };
  return { pace, trial: { name, base, before, after, shop, course, landed } satisfies Trial };
}

async function killOnce(trial: Trial, point: KillPoint): Promise<string> {
  const { shop, base, course, landed } = trial;
  restore(shop, base);
  const ended = await runKilled(course, point);
  const side = sideOf(await shopState(shop), trial, told(point));
  landed[side] += 1;
  if (ended === "ended") landed.ended += 1;
  await succeeded(course.args);
  const done = await shopState(shop);
  const newest = newestModels(done);
  if (!isDeepStrictEqual(newest, newestModels(trial.after)) || done.reports.length <= trial.before.reports.length) {
    throw new Error(difference(`${told(point)}, then a whole run`, trial, done));
  }
  return `${ended}, ${side}; then whole`;
}

/** @throws when the data changed, or something is there that an undisturbed run does not make. */
function sideOf(state: ShopState, trial: Trial, when: string): "before" | "partly" | "after" {
  const { before, after } = trial;
  const data = ({ description, tables, quarantine }: ShopState) => ({ description, tables, quarantine });
  const models = Object.entries(state.models);
  const known = models.every(([version, hash]) => after.models[version] === hash);
  const kept = Object.keys(before.models).every((version) => version in state.models);
  const reports = state.reports.length === before.reports.length || state.reports.length === after.reports.length;
  if (!(isDeepStrictEqual(data(state), data(before)) && known && kept && reports)) {
    throw new Error(difference(`killed ${when}`, trial, state));
  }
  if (isDeepStrictEqual(state, before)) return "before";
  return isDeepStrictEqual(state, after) ? "after" : "partly";
}

/** Hash of the newest model of each task. */
function newestModels({ models }: ShopState): Record<string, string> {
  return Object.fromEntries(Object.entries(models).map(([version, hash]) => [version.split("/")[0]!, hash]));
}

function difference(when: string, { name, before, after, shop }: Trial, state: ShopState): string {
  return `${name}, ${when}: the shop in ${shop} is not whole\n${JSON.stringify({ before, after, state }, null, 1)}`;
}
