import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { ingestInto } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { deliver } from "./deliver.js";

const CASES = 20; // a thousand, killed with SIGKILL: npm run prove -- delivery
const LONGEST_LOAD_MS = 120;

describe("a shop's files in any order, cut, overlapping and loaded again", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-delivery-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Array.from({ length: CASES }, (_, seed) => seed))("come to the truth to the cent (seed %i)", async (seed) => {
    const random = mulberry32(seed);
    const { said, truth } = await deliver(join(folder, String(seed)), seed, async (path, files) => {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(new Error("stopped")), random() * LONGEST_LOAD_MS);
      try {
        const shop = await openShop(path, { access: "write", signal: stop.signal });
        await ingestInto(shop, files, { signal: stop.signal }).finally(() => shop.close());
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      } finally {
        clearTimeout(timer);
      }
    });
    expect(said).toEqual(truth);
  });
});
