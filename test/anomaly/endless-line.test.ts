import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shoplens } from "../shoplens-process.js";

const MIB = 1 << 20;

/** A table with one line of so many MiB in it, in a quote that is never closed. */
function* pieces(megabytes: number): Generator<Buffer> {
  yield Buffer.from('event,occurred_at,customer_id\nview,2024-01-01,a\nview,2024-01-01,"');
  const piece = Buffer.alloc(MIB, "x");
  for (let i = 0; i < megabytes; i += 1) yield piece;
  yield Buffer.from("\nview,2024-01-01,b\n");
}

describe("a line without end", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-line-"));
  const shop = join(folder, "shop");
  beforeAll(async () => {
    await shoplens(["init", shop]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("costs itself, and no more memory than a short one: 1 GiB beside 4 MiB", async () => {
    const peaks = [];
    for (const megabytes of [4, 1024]) {
      const file = join(folder, `${megabytes}.csv`);
      await pipeline(Readable.from(pieces(megabytes)), createWriteStream(file));
      const { code, stdout, peakMegabytes } = await shoplens(["ingest", shop, file, "--json"]);
      rmSync(file);
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { files: [{ rows: 3, refused: 1 }] }]);
      peaks.push(peakMegabytes);
    }
    const [short = 0, long = 0] = peaks;
    expect(long - short).toBeLessThan(64);
  }, 120_000);
});
