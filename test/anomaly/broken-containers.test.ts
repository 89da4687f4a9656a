import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../loading-shop.js";
import { type Cell, workbookBytes, workbookParts } from "../workbook-bytes.js";
import { type Zipped, zipBytes } from "../zip-bytes.js";

const LINES = ["order_id", "item_id", "quantity", "unit_price", "occurred_at"];
const time = { written: "45296.020833333336", format: "yyyy-mm-dd hh:mm" };
const rows: Cell[][] = [LINES, ...[1, 2, 3, 4, 5, 6].map((n): Cell[] => [`o${n}`, { inline: "A" }, n, 9.99, time])];
const parts = workbookParts([{ name: "Lines", rows }]);
const book = workbookBytes([{ name: "Lines", rows }]);
const csv = `${LINES.join(",")}\n${"1,A,2,9.99,2024-01-01\n".repeat(8)}`;
const zip = zipBytes([
  { name: "a.csv", content: csv },
  { name: "b.xlsx", content: book, packed: "stored" },
  { name: "c.zip", content: zipBytes([{ name: "d.csv", content: csv }]) },
]);

const splinters = [
  "<",
  ">",
  "/>",
  "</c>",
  "</row>",
  "&",
  "&amp;",
  "&#0;",
  "&#x110000;",
  '"',
  "]]>",
  "<![CDATA[",
  "<!--",
  "<?x?>",
  "<!DOCTYPE x>",
  "\0",
  "é",
  "9".repeat(20),
  "r='0'",
  "-1",
  "s",
  "A1",
];
const wound = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  takes: fc.constantFrom(0, 1, 7, 40),
  puts: fc.constantFrom("", ...splinters),
});
const byte = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  bits: fc.integer({ min: 1, max: 255 }),
});

function flipped(bytes: Buffer, flips: readonly { at: number; bits: number }[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const { at, bits } of flips) {
    const place = Math.floor(at * copy.length);
    copy[place] = (copy[place] ?? 0) ^ bits;
  }
  return copy;
}

/** One part of the workbook with a wound in its text, packed properly. */
function wounded(place: number, { at, takes, puts }: { at: number; takes: number; puts: string }): Buffer {
  const damaged = parts.map((part, i): Zipped => {
    if (i !== place) return part;
    const text = String(part.content);
    const start = Math.floor(at * text.length);
    return { ...part, content: text.slice(0, start) + puts + text.slice(start + takes) };
  });
  return zipBytes(damaged);
}

const RUNS = 15;

describe("a container damaged anywhere", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function expectSound(name: string, bytes: Buffer): Promise<void> {
    await shop.clear();
    const reports = await shop.load([shop.write(name, bytes)]);
    expect(reports.length).toBeGreaterThan(0);
    for (const report of reports) if (report.kind !== "loaded") expect(report.message).toMatch(/^\S+ .+[^.]$/s);
    const loaded = reports.flatMap((report) => (report.kind === "loaded" ? [report.rows - report.refused] : []));
    const [held] = await shop.rows("select count(*) as n from order_lines");
    expect(held?.["n"]).toBeLessThanOrEqual(loaded.reduce((sum, n) => sum + n, 0));
    expect(readdirSync(join(shop.folder, "tmp"))).toEqual([]);
  }

  it("by bits of it: it is refused, or every file of it by itself", async () => {
    const flips = fc.array(byte, { minLength: 1, maxLength: 4 });
    const cut = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: 1 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(zip, book), flips, cut, async (bytes, of, end) =>
        expectSound("damaged.dat", flipped(bytes, of).subarray(0, Math.ceil(end * bytes.length))),
      ),
      { numRuns: RUNS },
    );
  });

  it("within the text of a part of a workbook: it is refused, or row by row", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(parts.length - 1), wound, async (place, of) =>
        expectSound("book.xlsx", wounded(place, of)),
      ),
      { numRuns: RUNS },
    );
  });
});
