import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { mulberry32 } from "#numeric/mulberry32.js";
import { deliver } from "../test/end-to-end/deliver.js";

const LONGEST_COMMAND_MS = 450;
const built = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

/**
 * Random shops whose files come in any mix of replay, shuffle, split and overlap, a quarter of the commands killed with
 * SIGKILL at a random moment: `npm run build && npm run prove -- delivery [cases] [first seed]`. Fails at the first
 * whose sales, orders or refunds are not the truth to the cent.
 */
export async function run([cases = "1000", first = "0"]: readonly string[]): Promise<void> {
  if (!existsSync(built)) throw new Error("dist is absent: npm run build makes it");
  const folder = mkdtempSync(join(tmpdir(), "shoplens-delivery-"));
  let kills = 0;
  for (let seed = Number(first); seed < Number(first) + Number(cases); seed += 1) {
    const random = mulberry32(seed);
    const { said, truth } = await deliver(join(folder, String(seed)), seed, async (shop, files) => {
      kills += await killed(["ingest", shop, ...files], random() * LONGEST_COMMAND_MS);
    });
    if (!isDeepStrictEqual(said, truth)) {
      throw new Error(`seed ${seed}: ${JSON.stringify(said)}, expected ${JSON.stringify(truth)}`);
    }
    if ((seed + 1) % 50 === 0) console.error(`  ${seed + 1} shops, ${kills} commands killed`);
  }
  rmSync(folder, { recursive: true, force: true });
  console.error(`${cases} random shops, ${kills} commands killed: every one came to the truth to the cent`);
}

/** 1 when the kill came before the command's end. */
function killed(args: readonly string[], afterMs: number): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [built, ...args], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
    child.on("error", fail);
    child.on("close", (_, signal) => {
      clearTimeout(timer);
      done(signal === "SIGKILL" ? 1 : 0);
    });
  });
}
