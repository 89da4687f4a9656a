import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ga4Event, ga4Lines } from "../ga4-export.js";
import { type LoadingShop, openLoadingShop } from "../loading-shop.js";
import { lineRow, orderRow, shopifyCsv } from "../shopify-export.js";

const item = { item_id: "A", price: 9.99, quantity: "2" };
const noon = Date.UTC(2024, 0, 5, 12);
const whole = {
  lines: `order_id,item_id,quantity,unit_price,occurred_at\n${'1,A,2,9.99,2024-01-01\n2,"B, b",1,5,\n'.repeat(8)}`,
  uci: `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n${"1,A,a,1,2010-12-01 08:26:00,1,7,UK\n".repeat(12)}`,
  shopify: shopifyCsv(["#1", "#2", "#3"].flatMap((name) => [orderRow(name), lineRow(name, "MUG", 1, "3.00")])),
  ga4: ga4Lines(
    [1, 2, 3, 4].map((i) => ga4Event("purchase", noon + i, { items: [item], ecommerce: { transaction_id: `T${i}` } })),
  ),
};

const splinters = [
  '"',
  ",",
  "\n",
  "\r",
  "\r\n",
  "\0",
  "\u0001",
  "{",
  "}",
  "[",
  "null",
  "1e999",
  "NaN",
  "-",
  "'",
  "\\",
  "\\u0000",
  "é",
  "9".repeat(30),
  "2024-02-30",
  ";",
  "\t",
  "  ",
  "0x1f",
  "🙂",
  "Ã(",
];
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  takes: fc.constantFrom(0, 0, 1, 7),
  puts: fc.constantFrom(...splinters),
});
const damaged = (text: string, wounds: readonly { at: number; takes: number; puts: string }[]) =>
  wounds.reduce((left, { at, takes, puts }) => {
    const place = Math.floor(at * left.length);
    return left.slice(0, place) + puts + left.slice(place + takes);
  }, text);

describe("a file damaged anywhere", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Europe/Berlin" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const known = {
    lines: "order_lines",
    uci: "uci-online-retail",
    shopify: "shopify-orders",
    ga4: "ga4-events",
  } as const;
  const kinds = ["lines", "uci", "shopify", "ga4"] as const;

  it.each(kinds)("is refused whole or row by row, every row accounted for: %s", async (kind) => {
    const wounds = fc.array(damage, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(wounds, async (of) => {
        await shop.clear();
        const [report] = await shop.load([shop.write("damaged.dat", damaged(whole[kind], of))]);
        if (report?.kind !== "loaded") {
          expect(report?.message).toMatch(/^\S+ .+[^.]$/);
          return;
        }
        expect(report.reasons.reduce((sum, { rows }) => sum + rows, 0)).toBe(report.refused);
        expect(await shop.rows("select count(*) as n from refusals")).toEqual([{ n: report.refused }]);
        if (kind === "ga4" || report.format !== known[kind]) return; // with a broken header it may be another's
        expect(await shop.rows("select count(*) as n from order_lines")).toEqual([{ n: report.rows - report.refused }]);
        await shop.rows("select sum(cents) as cents from converted_lines");
      }),
      { numRuns: 15, seed: 20240105 },
    );
  });

  it("keeps a return inside a field or between the parts of an object", async () => {
    await shop.load([
      shop.write("e.csv", 'event,occurred_at,customer_id\nview,2024-01-01,a\rb\r\ncart,2024-01-01,"c\rd"\n'),
    ]);
    await shop.load([shop.write("e.jsonl", '{"event":"view",\r"occurred_at":"2024-01-01","customer_id":"e"}\r\n')]);
    expect(await shop.rows("select customer_id from events order by arrival")).toEqual(
      ["a\rb", "c\rd", "e"].map((customer_id) => ({ customer_id })),
    );
  });

  it("loses of JSON lines only those with a control character in them, and of keys those no query could name", async () => {
    const line = (more: string) => `{"event":"view","occurred_at":"2024-01-01","customer_id":"a"${more}}\n`;
    const [report] = await shop.load([
      shop.write("e.jsonl", line("") + line("\u0001") + line(',"k\\u0000":1') + line(',"a\\"b":2')),
    ]);
    expect(report).toMatchObject({ rows: 4, refused: 1, reasons: [{ reason: "a control character" }] });
  });
});
