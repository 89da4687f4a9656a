import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../test/loading-shop.js";
import { ROW_GROUP } from "./clean-records.js";

/** A random small shop as UCI writes it: orders of one to four lines, some equal, some cancelled. */
const orderLine = fc.record({
  item: fc.constantFrom("A", "B", "C"),
  quantity: fc.integer({ min: -2, max: 3 }),
  price: fc.constantFrom("1.00", "2.555", "0.001", "-1", "0"),
});
const order = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  customer: fc.constantFrom("", "12345.0", "7"),
  cancelled: fc.boolean(),
  lines: fc.array(orderLine, { minLength: 1, maxLength: 4 }),
});
type Order = typeof order extends fc.Arbitrary<infer T> ? T : never;
const someOrders = fc.array(order, { minLength: 1, maxLength: 6 }).map((orders) => orders.map(asLines));

const HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

function asLines({ day, customer, cancelled, lines }: Order, number: number): string {
  const id = `${cancelled ? "C" : ""}${1000 + number}`;
  const time = `2024-02-${String(day).padStart(2, "0")} 10:00:00`;
  return lines
    .map(
      ({ item, quantity, price }) => `${id},${item},"The ""${item}""",${quantity},${time},${price},${customer},Malta\n`,
    )
    .join("");
}

describe("loading", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Europe/Malta" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  /** What any task could see of the shop. */
  async function seen() {
    const queries = [
      "select order_id, item_id, quantity, unit_price, kind, own_cents, occurred_at from lines order by all",
      "select * from orders order by order_id",
      "select * from items order by item_id",
      "select * from customers order by customer_id",
      "select sum(cents) as cents, count(*) as n from sales",
    ];
    const found = [];
    for (const sql of queries) found.push(await shop.rows(sql));
    return found;
  }
  const load = (name: string, content: string | Uint8Array) => shop.load([shop.write(name, content)]);
  async function afresh(...contents: string[]) {
    await shop.clear();
    for (const content of contents) await load("retail.csv", HEADER + content);
    return seen();
  }

  it("a file twice, with its orders shuffled, or cut between orders gives the same shop", async () => {
    const shops = someOrders.chain((orders) =>
      fc.record({
        orders: fc.constant(orders),
        shuffled: fc.shuffledSubarray(orders, { minLength: orders.length }),
        cut: fc.nat(orders.length),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shops, async ({ orders, shuffled, cut }) => {
        const once = await afresh(orders.join(""));
        const rows = orders.join("").split("\n").length - 1;
        expect(await shop.rows("select count(*) as n from order_lines")).toEqual([{ n: rows }]); // equal lines are real
        await load("retail.csv", HEADER + orders.join(""));
        expect(await seen()).toEqual(once);
        expect(await afresh(shuffled.join(""))).toEqual(once);
        const halves = [orders.slice(0, cut), orders.slice(cut)].filter((half) => half.length > 0);
        expect(await afresh(...halves.map((half) => half.join("")))).toEqual(once);
      }),
      { numRuns: 6 },
    );
  });

  it("plain, gzipped, as UTF-16, with CRLF and a mark, with tabs or semicolons, quoted throughout, or as Parquet is the same", async () => {
    const [orders = []] = fc.sample(someOrders, { numRuns: 1, seed: 7 });
    const csv = HEADER + orders.join("");
    const once = await afresh(orders.join(""));
    const separated = (by: string) => csv.replaceAll(",", by);
    const quoted = csv
      .replaceAll(/"The ""(\w)"""/g, "The '$1'")
      .replaceAll(/[^,\n]+/g, '"$&"')
      .replaceAll(/The '(\w)'/g, 'The ""$1""');
    const contents = {
      gzipped: gzipSync(csv),
      "utf-16": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, "utf16le")]),
      "utf-16be": Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(csv, "utf16le").swap16()]),
      crlf: `\ufeff${csv.replaceAll("\n", "\r\n")}`,
      tabs: separated("\t"),
      semicolons: separated(";"),
      bars: separated("|"),
      quoted,
      spaced: csv.replaceAll(/,([^,"\n]+)/g, ",  $1 "),
      "without its last newline": csv.trimEnd(),
      "with empty lines": csv.replaceAll("\n", "\n\n"),
    };
    for (const [name, content] of Object.entries(contents)) {
      await shop.clear();
      const [report] = await load("anything.dat", content);
      expect([name, report]).toMatchObject([name, { kind: "loaded", refused: 0 }]);
      expect([name, await seen()]).toEqual([name, once]);
    }
    await shop.clear();
    const parquet = join(shop.folder, "retail.parquet");
    await shop.warehouse.execute(
      `copy (select * replace (cast(Quantity as integer) as Quantity, cast(InvoiceDate as timestamp) as InvoiceDate)
       from read_csv('${shop.write("r.csv", csv)}', all_varchar = true)) to '${parquet}' (format parquet)`,
    );
    await shop.load([parquet]);
    expect(await seen()).toEqual(once);
  });

  it("lines alone, in JSON, keep what their order's other lines said", async () => {
    const json = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join("\n");
    await load("orders.jsonl", json([{ order_id: "1", ordered_at: "2024-01-01T00:00:00Z", currency: "EUR" }]));
    await load(
      "lines.jsonl",
      json([
        { order_id: "1", item_id: "A", quantity: 2, unit_price: 1.5 },
        { order_id: "1", item_id: "A", quantity: "2", unit_price: "1.50" },
      ]),
    );
    expect(await shop.rows("select item_id, cents from sales order by line_id")).toEqual([
      { item_id: "A", cents: 300 },
      { item_id: "A", cents: 300 },
    ]);
  });

  it("finds a field that only the last of many JSON lines has", async () => {
    const line = (more: object) =>
      `${JSON.stringify({ event: "view", occurred_at: "2024-01-01T00:00:00Z", ...more })}\n`;
    await load("e.jsonl", line({ session_id: "s" }).repeat(25_000) + line({ customer_id: "late" }));
    expect(await shop.rows("select count(*) as n, max(customer_id) as c from events")).toEqual([
      { n: 25_001, c: "late" },
    ]);
  });

  it("an older copy of an order never replaces a newer one, an equal or newer one does", async () => {
    const orders = (day: string, country: string) =>
      `order_id,ordered_at,updated_at,country\n1,2024-01-01 00:00:00,${day},${country}\n`;
    for (const [day, country] of [
      ["2024-02-02", "new"],
      ["2024-02-01", "old"],
    ] as const)
      await load("o.csv", orders(day, country));
    expect(await shop.rows("select country from orders")).toEqual([{ country: "new" }]);
    await load("o.csv", orders("2024-02-02", "equal"));
    expect(await shop.rows("select country from orders")).toEqual([{ country: "equal" }]);
    await load("o.csv", orders("2024-02-03", "newer"));
    expect(await shop.rows("select country from orders")).toEqual([{ country: "newer" }]);
  });

  it("an event is known by its id, else by its content and which of its equals it is", async () => {
    const header = "event_id,event,occurred_at,customer_id\n";
    const known = "e1,view,2024-01-01 10:00:00,a\ne1,view,2024-01-01 10:00:00,a\n";
    const nameless = ",view,2024-01-01 10:00:00,b\n";
    await load("e.csv", header + known + nameless.repeat(3));
    await load("e.csv", header + nameless.repeat(2) + known);
    expect(await shop.rows("select customer_id, count(*) as n from events group by 1 order by 1")).toEqual([
      { customer_id: "a", n: 1 },
      { customer_id: "b", n: 3 },
    ]);
    await load("e.csv", header + nameless.repeat(4));
    expect(await shop.rows("select count(*) as n from events where customer_id = 'b'")).toEqual([{ n: 4 }]);
  });

  it("several sources fill each other's gaps in an item", async () => {
    await load("a.csv", "item_id,name,updated_at\nA,Old name,2024-01-01\n");
    await load("b.csv", "item_id,category\nA,Shirts\n");
    await load("c.csv", "item_id,name,brand,updated_at\nA,New name,Acme,2024-02-01\n");
    await load("a.csv", "item_id,name,price,updated_at\nA,Old name,9.99,2024-01-01\n");
    expect(await shop.rows("select name, category, brand, price from items")).toEqual([
      { name: "New name", category: "Shirts", brand: "Acme", price: 9.99 },
    ]);
  });

  it("a shop without a currency takes the first that its data names, and keeps it", async () => {
    const orders = (id: string, currency: string) =>
      `order_id,ordered_at,currency\n${id},2024-01-01 00:00:00,${currency}\n`;
    const line = (id: string) => `order_id,item_id,quantity,unit_price\n${id},A,1,1000\n`;
    const files = [
      shop.write("1.csv", orders("1", "")),
      shop.write("2.csv", orders("2", "JPY")),
      shop.write("3.csv", orders("3", "EUR")),
    ];
    await shop.load([...files, ...["1", "2", "3"].map((id) => shop.write(`l${id}.csv`, line(id)))]);
    expect(await shop.rows("select value from settings where name = 'currency'")).toEqual([{ value: "JPY" }]);
    // yen have no minor unit; euros are not added to them without a rate
    expect(await shop.rows("select order_id, cents from sales order by 1")).toEqual([
      { order_id: "1", cents: 1000 },
      { order_id: "2", cents: 1000 },
    ]);
    await load("rates.csv", "day,from_currency,to_currency,rate\n2024-01-01,EUR,JPY,160\n");
    expect(await shop.rows("select cents from sales where order_id = '3'")).toEqual([{ cents: 160_000 }]);
  });

  it("a file read in several parts keeps the order and the numbers of its lines", async () => {
    const rows = 2 * ROW_GROUP + 7;
    const wrong = [ROW_GROUP - 1, ROW_GROUP, 2 * ROW_GROUP];
    const lines = Array.from({ length: rows }, (_, i) => `o${i >> 2},A,${wrong.includes(i) ? "one" : i + 1},1.00\n`);
    const [report] = await load("lines.csv", `order_id,item_id,quantity,unit_price\n${lines.join("")}`);
    expect(report).toMatchObject({ kind: "loaded", rows, refused: wrong.length });
    expect(await shop.rows("select line from refusals order by line")).toEqual(wrong.map((i) => ({ line: i + 2 })));
    const inOrder = `select count(*) as n, sum(quantity) as s, max(abs(quantity - line_number)) as moved from order_lines`;
    const sum = (rows * (rows + 1)) / 2 - wrong.reduce((total, i) => total + i + 1, 0);
    expect(await shop.rows(inOrder)).toEqual([{ n: rows - wrong.length, s: sum, moved: 0 }]);
  });

  it("ignores columns it does not know, whatever they are called", async () => {
    const [report] = await load(
      "e.csv",
      `Event,"O'Brien "" ; drop table events; --",occurred_at,<b>x</b>,,\n` + `view,1,2024-01-01 10:00:00,2,3,4\n`,
    );
    expect(report).toMatchObject({ kind: "loaded", format: "events", rows: 1, refused: 0 });
    expect(await shop.rows("select event from events")).toEqual([{ event: "view" }]);
  });

  it("takes a column that stands twice where both say the same or the second nothing, and refuses the file otherwise", async () => {
    const twice = (...seconds: string[]) =>
      `Event,occurred_at,event,colour,Colour\n${seconds.map((second) => `view,2024-01-01,${second},red,blue\n`).join("")}`;
    expect(await load("e.csv", twice("view", "", "view"))).toMatchObject([{ kind: "loaded", rows: 3, refused: 0 }]);
    expect(await load("e.csv", twice("view", "cart"))).toMatchObject([
      {
        kind: "refused",
        message: expect.stringMatching(/e\.csv has two columns "Event" that differ \(line 3\): rename/),
      },
    ]);
  });

  it("takes the format it is told, and names those there are", async () => {
    const csv = "event,occurred_at,order_id,ordered_at\nview,2024-01-01 10:00:00,7,2024-01-01\n";
    await shop.load([shop.write("x.csv", csv)], { format: "orders" });
    expect(await shop.rows("select order_id from orders")).toEqual([{ order_id: "7" }]);
    const [report] = await shop.load([shop.write("x.csv", csv)], { format: "xml" });
    expect(report).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/no format is called "xml".*shopify-orders.*events/),
    });
  });

  it("does not ask for a key while no file holds personal data", () => expect(shop.keysAsked()).toBe(0));
});
