import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";

const data = process.env["SHOPLENS_DATA"] ?? "../shared/data";
const path = `${data}/online-retail/online-retail.csv.gz`;
const reason = existsSync(path) ? "" : ` (skipped: no ${path})`;

const old = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const recent = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country";

describe("a small UCI Online Retail file", () => {
  it.each([
    ["the header of 2010", old, "2010-12-01 08:26:00"],
    ["the header of 2019", recent, "12/1/2010 8:26"],
  ])("is understood with %s", async (_, header, time) => {
    const shop = await openLoadingShop();
    const lines = [`536365,85123A,HOLDER ,6,${time},2.55,17850.0,United Kingdom`, `C536366,D,,-1,${time},27.5,,France`];
    const [report] = await shop.load([shop.write("retail.csv", [header, ...lines].join("\n"))]);
    expect(report).toMatchObject({ kind: "loaded", format: "uci-online-retail", rows: 2, refused: 0 });
    expect(
      await shop.rows("select order_id, customer_id, ordered_at, country, cancelled from orders order by 1"),
    ).toEqual([
      {
        order_id: "536365",
        customer_id: "17850",
        ordered_at: Date.UTC(2010, 11, 1, 8, 26),
        country: "United Kingdom",
        cancelled: 0,
      },
      {
        order_id: "C536366",
        customer_id: null,
        ordered_at: Date.UTC(2010, 11, 1, 8, 26),
        country: "France",
        cancelled: 1,
      },
    ]);
    expect(await shop.rows("select item_id, name from items order by 1")).toEqual([
      { item_id: "85123A", name: "HOLDER" },
      { item_id: "D", name: null },
    ]);
    expect(await shop.rows("select kind, count(*) as n from lines group by kind order by kind")).toEqual([
      { kind: "refund", n: 1 },
      { kind: "sale", n: 1 },
    ]);
    shop.close();
  });

  it("loses only the line whose date is impossible, not its order", async () => {
    const shop = await openLoadingShop();
    const [report] = await shop.load([
      shop.write(
        "r.csv",
        `${old}\n1,A,a,1,2010-12-01 08:26:00,1,7,UK\n1,B,b,1,13/01/2010 08:26,1,7,UK\n1,C,c,1,2010-02-30 08:26:00,1,7,UK`,
      ),
    ]);
    expect(report).toMatchObject({
      rows: 3,
      refused: 2,
      reasons: [{ rows: 2, reason: expect.stringMatching(/^InvoiceDate: not a date and time/) }],
    });
    expect(await shop.rows("select order_id, item_id from sales")).toEqual([{ order_id: "1", item_id: "A" }]);
    shop.close();
  });
});

describe.skipIf(reason !== "")(`UCI Online Retail${reason}`, () => {
  const gold = reason === "" ? JSON.parse(readFileSync(`${data}/online-retail/gold.json`, "utf8")) : {};
  let shop: LoadingShop;
  let refused = 0;

  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "GBP" });
    const [report] = await shop.load([path]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    expect(report.rows).toBe(gold.rows);
    refused = report.refused;
  }, 60_000);
  afterAll(() => shop.close());

  const one = async (sql: string) => (await shop.rows(sql))[0];
  /** `key` and `cents` of a query as gold.json writes them. */
  const money = async (sql: string) =>
    Object.fromEntries((await shop.rows(sql)).map(({ key, cents }) => [String(key), Number(cents) / 100]));

  it("has every row of the file loaded or refused", async () => {
    const { n } = (await one("select count(*) as n from order_lines")) as { n: number };
    expect(n + refused).toBe(541_909);
    expect(await one("select count(*) as n from orders")).toEqual({ n: gold.invoices_all });
    expect(await one("select count(*) as n from items")).toEqual({ n: gold.stockcodes });
    expect(await one("select count(*) as n from customers")).toEqual({ n: gold.customers_nonnull });
    expect(await one("select count(distinct country) as n from orders")).toEqual({ n: gold.countries });
  });

  it("sells what pandas says it sells", async () => {
    expect(
      await one(
        "select count(*) as lines, sum(cents) as cents, count(distinct order_id) as orders, count(distinct customer_id) as customers from sales",
      ),
    ).toEqual({
      lines: gold.valid_sales_rows,
      cents: 1_066_668_454,
      orders: gold.valid_invoices,
      customers: gold.valid_customers,
    });
  });

  it("takes back what pandas says was taken back", async () => {
    expect(
      await one("select count(*) as lines, count(distinct order_id) as orders from lines where kind = 'refund'"),
    ).toEqual({ lines: gold["cancelled_rows(InvoiceNo starts C)"], orders: gold.cancelled_invoices });
  });

  it("keeps what is neither as adjustments: the rest, negative prices among it", async () => {
    const adjustments = gold.rows - gold.valid_sales_rows - gold["cancelled_rows(InvoiceNo starts C)"];
    expect(await one("select count(*) as n from lines where kind = 'adjustment'")).toEqual({ n: adjustments });
    expect(await one("select count(*) as n from order_lines where unit_price < 0")).toEqual({
      n: gold.negative_price_rows,
    });
    expect(await one("select count(*) as n from sales where cents = 0")).toEqual({ n: 4 });
  });

  it("has customers without the decimals of a spreadsheet", async () => {
    expect(await one("select count(*) as n from customers where not regexp_full_match(customer_id, '\\d{5}')")).toEqual(
      { n: 0 },
    );
  });

  it("earns by month, weekday, hour and country what pandas says", async () => {
    expect(await money("select strftime(day, '%Y-%m') as key, sum(cents) as cents from sales group by 1")).toEqual(
      gold.revenue_by_month_valid,
    );
    expect(await money("select isodow(day) - 1 as key, sum(cents) as cents from sales group by 1")).toEqual(
      gold["revenue_by_weekday_valid(0=Mon)"],
    );
    expect(await money("select hour(occurred_at) as key, sum(cents) as cents from sales group by 1")).toEqual(
      gold.revenue_by_hour_valid,
    );
    expect(
      await money("select country as key, sum(cents) as cents from sales group by 1 order by 2 desc limit 6"),
    ).toEqual(gold.top_countries_revenue);
  });

  it("had its best day and its best items when pandas says", async () => {
    expect(
      await one(
        "select cast(day as varchar) as day, sum(cents) as cents from sales group by 1 order by 2 desc limit 1",
      ),
    ).toEqual({
      day: gold.best_day[0],
      cents: Math.round(gold.best_day[1] * 100),
    });
    expect(
      await money("select item_id as key, sum(cents) as cents from sales group by 1 order by 2 desc limit 5"),
    ).toEqual(gold.top_stockcodes_revenue);
    expect(
      Object.fromEntries(
        (await shop.rows("select item_id, sum(quantity) as n from sales group by 1 order by 2 desc limit 5")).map(
          (row) => [row["item_id"], row["n"]],
        ),
      ),
    ).toEqual(gold.top_stockcodes_qty);
  });

  it("is the same shop when a part of the file, unpacked, is loaded over it", async () => {
    const sums = "select count(*) as n, sum(hash(l)) as content from order_lines l";
    const before = await one(sums);
    const lines = gunzipSync(readFileSync(path)).toString().split("\n");
    const until = lines.findIndex((line, i) => i > 20_000 && line.split(",")[0] !== lines[i - 1]?.split(",")[0]);
    await shop.load([shop.write("plain.csv", lines.slice(0, until).join("\n"))]);
    expect(await one(sums)).toEqual(before);
  });
});
