import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { RawFile } from "./raw/raw-file.js";
import { rawFiles } from "./raw/raw-files.js";
import type { ShopOptions } from "./shop-options.js";
import { simulateShop } from "./simulate-shop.js";

const small = { customers: 300, items: 40, days: 120, eventsTarget: 6000 } as const;

async function sha256(file: RawFile): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of file.chunks()) hash.update(chunk);
  return hash.digest("hex");
}

async function hashes(options: Partial<ShopOptions>, order: (files: RawFile[]) => RawFile[] = (files) => files) {
  const found = new Map<string, string>();
  for (const file of order([...rawFiles(simulateShop({ seed: 1, ...small, ...options }))])) {
    found.set(file.path, await sha256(file));
  }
  return found;
}

describe("a simulated shop", () => {
  it("is the same to the byte for the same seed, whichever file is read first", async () => {
    const forwards = await hashes({});
    const backwards = await hashes({}, (files) => files.reverse());
    expect(forwards.size).toBe(12 + 40);
    expect([...backwards].sort()).toEqual([...forwards].sort());
  });

  it("differs in every file for another seed, but for what does not depend on chance", async () => {
    const one = await hashes({});
    const other = await hashes({ seed: 2 });
    const same = [...one].filter(([path, hash]) => other.get(path) === hash).map(([path]) => path);
    expect(same).toEqual(["campaigns.csv"]);
  });

  it("can be read twice at once without either reading changing", () => {
    const [file] = [...rawFiles(simulateShop({ seed: 3, ...small }))].filter(({ path }) => path === "events.csv");
    const first = (file!.chunks() as Iterable<Uint8Array>)[Symbol.iterator]();
    const second = (file!.chunks() as Iterable<Uint8Array>)[Symbol.iterator]();
    for (let chunk = first.next(); !chunk.done; chunk = first.next())
      expect(Buffer.compare(second.next().value!, chunk.value)).toBe(0);
    expect(second.next().done).toBe(true);
  });

  it("may be as small as a customer, two items and a day", async () => {
    const options = { customers: 1, items: 2, days: 1, established: 0, eventsTarget: 0 };
    const files = await hashes(options);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["items.csv", "customers.csv", "orders.csv", "events.csv"]),
    );
    expect(files.has("reviews.csv"), "no file without rows").toBe(false);
  });

  it.each([
    [{ customers: 0 }, "customers must be a whole number of at least 1, got 0"],
    [{ items: 1 }, "items must be a whole number of at least 2, got 1"],
    [{ days: 1.5 }, "days must be a whole number of at least 1, got 1.5"],
    [{ established: 1 }, "established must be in [0, 1), got 1"],
    [{ start: "next week" }, "start must be a day such as 2024-09-01, got next week"],
    [{ languages: { en: 0, zh: 0 } }, "languages must have a share above 0"],
  ])("refuses %j and says what it expected", (options, message) => {
    expect(() => simulateShop({ seed: 1, ...options })).toThrow(message);
  });
});
