import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * From the raw file of Online Retail to who the customers are: `shoplens ingest` and `shoplens run … profile`, each a
 * process of its own, against a pandas script with the same answers (bench/peers/profile_pandas.py). The two take turns,
 * so that a busy machine is busy for both. `PYTHON` names an interpreter that has pandas.
 *
 *     node --conditions=development --import tsx bench/profile.bench.ts
 */
const ROUNDS = 3;
const root = fileURLToPath(new URL("..", import.meta.url));
const file = join(process.env["SHOPLENS_DATA"] ?? join(root, "../shared/data"), "online-retail/online-retail.csv.gz");
const built = join(root, "dist/serve/cli/main.js");
const shoplens = existsSync(built)
  ? [built]
  : ["--conditions=development", "--import", "tsx", join(root, "src/serve/cli/main.ts")];

/** Prints seconds and the ratio of ours to pandas; at most 1 is the aim. */
export async function run(): Promise<void> {
  if (!existsSync(file)) {
    print(`skipped: ${file} is not there`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "shoplens-bench-"));
  try {
    print(`shoplens from ${existsSync(built) ? "dist" : "source, through tsx"}; ${ROUNDS} rounds in turn`);
    compare(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(folder: string): void {
  const python = interpreter();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const shop = join(folder, `shop-${round}`);
    seconds(process.execPath, [...shoplens, "init", shop, "--currency", "GBP"]);
    const ingest = seconds(process.execPath, [...shoplens, "ingest", shop, file]);
    const answer = seconds(process.execPath, [...shoplens, "run", shop, "profile"]);
    ours.push(ingest + answer);
    print(`round ${round}: ingest ${ingest.toFixed(2)} s + run profile ${answer.toFixed(2)} s`);
    if (!python) continue;
    theirs.push(seconds(python, [join(root, "bench/peers/profile_pandas.py"), file, folder]));
    print(`         pandas ${theirs.at(-1)?.toFixed(2)} s`);
  }
  print(
    python
      ? `fastest: shoplens ${fastest(ours)} s, pandas ${fastest(theirs)} s; ratio ${(Math.min(...ours) / Math.min(...theirs)).toFixed(2)}`
      : "pandas skipped: no interpreter has it (PYTHON names one)",
  );
}

const fastest = (rounds: readonly number[]) => Math.min(...rounds).toFixed(2);

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
