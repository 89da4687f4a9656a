import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { mulberry32 } from "#numeric/mulberry32.js";
import { type KillOptions, leftovers, restore, signsOf, succeeded } from "./kill-ground.js";
import { killPoints, told, whileOpening } from "./kill-points.js";
import { type Course, type KillPoint, runKilled, runToEnd } from "./killed-process.js";
import { type ShopState, shopState } from "./shop-state.js";

/** Where the kills of one scenario landed. */
export interface IngestLanded {
  readonly name: string;
  before: number;
  after: number;
  /** The command was faster than the kill. */
  ended: number;
  /** Killed once more while the next command was opening what the first kill had left. */
  again: number;
}

interface Scenario {
  readonly name: string;
  /** The shop before, which stays as it is. */
  readonly base: string;
  readonly files: readonly string[];
}

interface Trial {
  readonly scenario: Scenario;
  readonly before: ShopState;
  readonly after: ShopState;
  /** The shop that is killed. */
  readonly shop: string;
  readonly course: Course;
  readonly landed: IngestLanded;
}

/**
 * Kills `ingest` at seeded random points and looks at the shop after each: as before or as after, and after one more
 * ingest as if nothing had happened.
 *
 * @throws at the first shop that is neither, which stays where it is.
 */
export async function killIngest(options: KillOptions): Promise<IngestLanded[]> {
  const random = mulberry32(options.seed);
  const { empty, loaded, first, second } = options.ground;
  const scenarios: Scenario[] = [
    { name: "first ingest, one file", base: empty, files: first.slice(-1) },
    { name: "first ingest, several files", base: empty, files: first },
    { name: "second ingest, replacing half of the orders", base: loaded, files: second },
  ];
  const results: IngestLanded[] = [];
  for (const [at, scenario] of scenarios.entries()) {
    const points = Math.ceil((options.points - at) / scenarios.length);
    if (points === 0) continue;
    const { trial, pace } = await calibrated(scenario, options);
    for (const point of killPoints(points, pace, random)) {
      options.log(`  ${told(point)}: ${await killOnce(trial, point, random() < 0.5 ? whileOpening(random) : null)}`);
    }
    results.push(trial.landed);
  }
  return results;
}

async function calibrated(scenario: Scenario, { ground, log }: KillOptions) {
  const { name, base, files } = scenario;
  const shop = join(ground.folder, "killed");
  const { opening, warehouse } = signsOf(shop);
  const course = { args: ["ingest", shop, ...files], signs: { opening, writing: warehouse } };
  restore(shop, base);
  const before = await shopState(shop);
  const pace = await runToEnd(course);
  const after = await shopState(shop);
  if (isDeepStrictEqual(before, after)) throw new Error(`${name} changes nothing: before and after are the same`);
  log(`${name}: ${(pace.milliseconds / 1000).toFixed(1)} s, seen to write ${pace.changes} times`);
  const landed: IngestLanded = { name, before: 0, after: 0, ended: 0, again: 0 };
  return { pace, trial: { scenario, before, after, shop, course, landed } satisfies Trial };
}

async function killOnce(trial: Trial, point: KillPoint, second: KillPoint | null): Promise<string> {
  const { shop, course, landed, scenario } = trial;
  restore(shop, scenario.base);
  const ended = await runKilled(course, point);
  const side = sideOf(await shopState(shop), trial, told(point));
  landed[side] += 1;
  if (ended === "ended") landed.ended += 1;
  if (second) {
    await runKilled(course, second);
    const next = sideOf(await shopState(shop), trial, `${told(point)}, then ${told(second)}`);
    if (side === "after" && next === "before")
      throw new Error(`a second kill took back what was loaded: ${told(second)}`);
    landed.again += 1;
  }
  await succeeded(course.args);
  const done = await shopState(shop);
  if (!isDeepStrictEqual(done, trial.after))
    throw new Error(difference(`${told(point)}, then a whole run`, trial, done));
  const left = leftovers(shop);
  if (left.length > 0) throw new Error(`killed ${told(point)}, then a whole run: there is still ${left.join(", ")}`);
  return `${ended}, as ${side}${second ? `; killed again ${told(second)}` : ""}; then whole`;
}

/** @throws when the shop is neither as before nor as after. */
function sideOf(state: ShopState, trial: Trial, when: string): "before" | "after" {
  const { before, after } = trial;
  if (isDeepStrictEqual(known(state), known(before)) && isDeepStrictEqual(state.quarantine, before.quarantine)) {
    return "before";
  }
  // what was refused is in the warehouse; its copy in the quarantine may wait for the next command, but is never half
  const whole = Object.entries(state.quarantine).every(([name, hash]) => after.quarantine[name] === hash);
  if (isDeepStrictEqual(known(state), known(after)) && whole) return "after";
  throw new Error(difference(`killed ${when}`, trial, state));
}

const known = ({ description, tables }: ShopState) => ({ description, tables });

function difference(when: string, { scenario, before, after, shop }: Trial, state: ShopState): string {
  const seen = JSON.stringify({ before, after, state }, null, 1);
  return `${scenario.name}, ${when}: the shop in ${shop} is neither as before nor as after\n${seen}`;
}
