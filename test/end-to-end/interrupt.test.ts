import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Running, shoplens, startShoplens } from "../shoplens-process.js";
import { type Ground, killGround, leftovers, restore, signsOf } from "./kill-ground.js";
import { shopState } from "./shop-state.js";

const SECONDS = 120;
const folder = mkdtempSync(join(tmpdir(), "shoplens-interrupt-"));
const shop = join(folder, "shop");
let ground: Ground;
beforeAll(async () => {
  ground = await killGround(folder, 40_000, 5);
}, SECONDS * 1000);
afterAll(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

describe("Ctrl-C", () => {
  it.each([
    { command: "ingest", when: "while it reads" },
    { command: "ingest", when: "while it writes" },
    { command: "run", when: "while it answers" },
  ])(
    "ends $command $when with 130, says so, and leaves the shop as it was",
    async ({ command, when }) => {
      restore(shop, ground.loaded);
      const before = await shopState(shop);
      const { opening, quarantine } = signsOf(shop);
      const sign = when === "while it writes" ? quarantine : opening;
      const running = started(sign, command === "ingest" ? ["ingest", shop, ...ground.second] : ["run", shop]);
      await running.seen;
      running.process.kill("SIGINT");
      const { code, stdout, stderr } = await running.process.finished;
      expect(stderr).toContain("stopping; what was finished stays");
      expect(stderr).not.toMatch(/\n {4}at |Error/);
      if (code === 0) return expect(stdout).toMatch(/rows loaded/); // it came after the commit: too late to stop
      expect({ code, stdout }, stderr).toEqual({ code: 130, stdout: "" });
      expect(await shopState(shop)).toEqual(before);
      expect(leftovers(shop).filter((name) => name.startsWith("tmp"))).toEqual([]);
    },
    SECONDS * 1000,
  );
});

describe("two processes at once", () => {
  it(
    "one that writes keeps the others out, who say so; when it has ended, all may read",
    async () => {
      restore(shop, ground.loaded);
      const writer = started(signsOf(shop).quarantine, ["ingest", shop, ...ground.second]);
      await writer.seen;
      const others = await Promise.all([
        shoplens(["ingest", shop, ...ground.first.slice(0, 1)]),
        shoplens(["describe", shop]),
      ]);
      const { code } = await writer.process.finished;
      expect(code).toBe(0);
      // a slow machine may have let the writer end first; then the others simply worked
      for (const other of others) {
        if (other.code === 0) continue;
        expect(other).toMatchObject({ code: 1, stdout: "" });
        expect(other.stderr).toMatch(
          /^shoplens: .*warehouse[.]duckdb is in use by another process; wait for it to end\n$/,
        );
      }
      const readers = await Promise.all([shoplens(["describe", shop]), shoplens(["describe", shop])]);
      expect(readers.map((reader) => reader.code)).toEqual([0, 0]);
    },
    SECONDS * 1000,
  );
});

describe("a shop that may only be read", () => {
  // root may write everywhere, so it is somebody else who tries
  const uid = process.getuid?.() === 0 ? 65_534 : undefined;

  it(
    "is described, and refuses to be written with a sentence",
    async () => {
      const readOnly = join(folder, "read-only");
      cpSync(ground.loaded, readOnly, { recursive: true });
      execFileSync("chmod", ["-R", "a-w,a+rX", readOnly]);
      chmodSync(folder, 0o755);
      const options = { ...(uid !== undefined && { uid }), environment: { HOME: tmpdir() } };
      const described = await shoplens(["describe", readOnly, "--json"], options);
      expect(described, described.stderr).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(described.stdout).sales.lines).toBeGreaterThan(100);
      const refused = await shoplens(["ingest", readOnly, ...ground.second], options);
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toMatch(/^shoplens: .*(permission denied|read-only)/i);
      execFileSync("chmod", ["-R", "u+w", readOnly]);
    },
    SECONDS * 1000,
  );
});

/** Starts a command; `seen` is when a sign has changed for the first time. */
function started(sign: () => string, args: readonly string[]): { process: Running; seen: Promise<void> } {
  const first = sign();
  const process = startShoplens(args);
  const seen = new Promise<void>((done) => {
    const poll = setInterval(() => {
      if (sign() === first) return;
      clearInterval(poll);
      done();
    }, 1);
    process.finished.then(() => clearInterval(poll)).then(done);
  });
  return { process, seen };
}
