import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mulberry32 } from "#numeric/mulberry32.js";
import { signsOf } from "../test/end-to-end/kill-ground.js";
import { killPoints, told } from "../test/end-to-end/kill-points.js";
import { type Course, runKilled, runToEnd } from "../test/end-to-end/killed-process.js";
import { type PrivacyGround, privacyGround } from "../test/end-to-end/privacy-ground.js";
import { shoplens } from "../test/shoplens-process.js";

/**
 * Plants people in twenty files of every kind that carries personal data and searches the shop for them: after loading,
 * loading again, running, revealing, and after kills at seeded random points once the shop has been opened again.
 * Fails at the first trace: `npm run prove -- privacy [people] [kills] [seed]`.
 */
export async function run([people = "1000", kills = "20", seed = "1"]: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-privacy-"));
  process.env["SHOPLENS_KEYS"] = join(folder, "keys");
  const log = (line: string) => console.error(line);
  const ground = await privacyGround(folder, Number(people), Number(seed));
  log(
    `${people} people in ${ground.files.length} files, ${ground.needles} texts to search for, each found in the files, in ${folder}`,
  );
  const shop = join(folder, "shop");
  const empty = join(folder, "empty");
  await quiet(ground, ["init", shop, "--currency", "EUR", "--time-zone", "Asia/Shanghai"]);
  cpSync(shop, empty, { recursive: true });
  for (const args of [
    ["ingest", shop, ...ground.files],
    ["ingest", shop, ...ground.files],
    ["run", shop, "--json"],
    ["export", shop, "profile", "--reveal", "email,phone,name,address", "--to", join(folder, "list.csv")],
    ["describe", shop, "--json"],
  ]) {
    await quiet(ground, args);
    log(`${args[0]}: ${await searched(ground, shop)}`);
  }
  await killed(ground, { folder, empty, kills: Number(kills), seed: Number(seed), log });
  rmSync(folder, { recursive: true, force: true });
}

interface Killing {
  readonly folder: string;
  readonly empty: string;
  readonly kills: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

async function killed(ground: PrivacyGround, { folder, empty, kills, seed, log }: Killing): Promise<void> {
  const shop = join(folder, "killed");
  const { opening, warehouse } = signsOf(shop);
  const course: Course = { args: ["ingest", shop, ...ground.files], signs: { opening, writing: warehouse } };
  const begin = () => {
    rmSync(shop, { recursive: true, force: true });
    cpSync(empty, shop, { recursive: true });
  };
  begin();
  const pace = await runToEnd(course);
  for (const [i, point] of killPoints(kills, pace, mulberry32(seed)).entries()) {
    begin();
    const ended = await runKilled(course, point);
    // a command that only reads tidies up as one that writes does
    await quiet(ground, i % 2 ? ["ingest", shop, ground.files[0]!] : ["describe", shop]);
    log(`${ended} ${told(point)}, opened again: ${await searched(ground, shop)}`);
  }
}

/** Runs a command to its end. @throws when it fails, or prints what was planted. */
async function quiet(ground: PrivacyGround, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await shoplens(args, { timeoutSeconds: 1200 });
  if (code !== 0) throw new Error(`shoplens ${args[0]} ended with ${code}: ${stderr}`);
  const [trace] = ground.tracesInPrint(stdout + stderr);
  if (trace) throw new Error(`shoplens ${args[0]} printed ${trace.what} (${trace.encoding})`);
}

/** @throws at a trace. */
async function searched(ground: PrivacyGround, shop: string): Promise<string> {
  const { traces, files, bytes, characters } = await ground.tracesIn(shop);
  const [trace] = traces;
  if (trace)
    throw new Error(`${trace.what} is in ${trace.where} of ${shop} (${trace.encoding}); ${traces.length} traces`);
  return `nothing in ${files} files of ${(bytes / 2 ** 20).toFixed(1)} MiB and ${(characters / 2 ** 20).toFixed(1)} M characters of tables`;
}
