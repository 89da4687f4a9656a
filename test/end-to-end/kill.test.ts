import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, killGround } from "./kill-ground.js";
import { killIngest } from "./kill-ingest.js";
import { killRun } from "./kill-run.js";

// the whole proof, fifty points of each, is `npm run prove -- kill`
const SEED = 20240101;
const SECONDS = 120;

describe("a command that is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-kill-"));
  let ground: Ground;
  const log = () => undefined;
  beforeAll(async () => {
    ground = await killGround(folder, 5000, SEED);
  }, SECONDS * 1000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    "leaves an ingest as it was before or after, and the next one as if nothing had happened",
    async () => {
      const landed = await killIngest({ ground, points: 3, seed: SEED, log });
      expect(landed.reduce((sum, { before, after }) => sum + before + after, 0)).toBe(3);
    },
    SECONDS * 1000,
  );

  it(
    "leaves no half model and no half report of a run",
    async () => {
      const landed = await killRun({ ground, points: 1, seed: SEED, log });
      expect(landed.reduce((sum, { before, partly, after }) => sum + before + partly + after, 0)).toBe(1);
    },
    SECONDS * 1000,
  );
});
