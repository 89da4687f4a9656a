import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * From the raw file of Online Retail to who the customers are, in one command (`shoplens run … profile --from`) and in
 * two (`ingest`, then `run … profile`), against a pandas script (bench/peers/profile_pandas.py) that gives the same
 * answers and keeps the same tables on disk, and against the same script without the keeping. All take turns, so that a
 * busy machine is busy for all. `PYTHON` names an interpreter that has pandas and pyarrow.
 *
 *     npm run build && npm run bench -- profile
 */
const ROUNDS = 8;
const root = fileURLToPath(new URL("..", import.meta.url));
const file = join(process.env["SHOPLENS_DATA"] ?? join(root, "../shared/data"), "online-retail/online-retail.csv.gz");
const built = join(root, "dist/cli/main.js");
const shoplens = existsSync(built)
  ? [built]
  : ["--conditions=development", "--import", "tsx", join(root, "src/serve/cli/main.ts")];

/** Prints the fastest round of each and the ratios of ours to pandas; at most 1 is the aim. */
export async function run(): Promise<void> {
  if (!existsSync(file)) {
    print(`skipped: ${file} is not there`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "shoplens-bench-"));
  try {
    print(
      `shoplens from ${existsSync(built) ? "dist" : "source, through tsx"}; ${ROUNDS} rounds in turn, the fastest of each`,
    );
    compare(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(folder: string): void {
  const python = interpreter();
  if (!python) print("pandas skipped: no interpreter has it (PYTHON names one)");
  const peer = [join(root, "bench/peers/profile_pandas.py"), file, folder];
  const ways: Record<string, (shop: string) => number> = {
    "one command": (shop) => seconds(process.execPath, [...shoplens, "run", `${shop}-one`, "profile", "--from", file]),
    "ingest, then run": (shop) => ingestThenRun(shop),
    ...(python && {
      "pandas, tables kept": () => seconds(python, [...peer, "--keep"]),
      "pandas, answers only": () => seconds(python, peer),
    }),
  };
  const taken = new Map(Object.keys(ways).map((name): [string, number[]] => [name, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    // whoever goes first after a pause pays for the machine's waking up: each round another
    const turn = Object.entries(ways);
    for (const [name, way] of [...turn.slice(round % turn.length), ...turn.slice(0, round % turn.length)]) {
      taken.get(name)?.push(way(join(folder, `shop-${round}`)));
    }
  }
  const fastest = new Map([...taken].map(([name, rounds]) => [name, Math.min(...rounds)]));
  for (const [name, best] of fastest) print(`${name.padEnd(20)} ${best.toFixed(2)} s`);
  for (const ours of ["one command", "ingest, then run"]) {
    for (const theirs of ["pandas, tables kept", "pandas, answers only"].filter((name) => fastest.has(name))) {
      print(`ratio ${((fastest.get(ours) ?? 0) / (fastest.get(theirs) ?? 1)).toFixed(2)}: ${ours} to ${theirs}`);
    }
  }
}

function ingestThenRun(shop: string): number {
  seconds(process.execPath, [...shoplens, "init", shop, "--currency", "GBP"]); // not timed
  const ingest = seconds(process.execPath, [...shoplens, "ingest", shop, file]);
  return ingest + seconds(process.execPath, [...shoplens, "run", shop, "profile"]);
}

/** One that can import pandas, if there is any. */
function interpreter(): string | undefined {
  const names = process.env["PYTHON"] ? [process.env["PYTHON"]] : ["python3"];
  return names.find((name) => spawnSync(name, ["-c", "import pandas"]).status === 0);
}

function seconds(command: string, args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr}`);
  return (performance.now() - started) / 1000;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
