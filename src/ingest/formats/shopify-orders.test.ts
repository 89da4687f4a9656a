import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { lineRow, orderRow, type ShopifyRow, type shopifyColumns, shopifyCsv } from "../../../test/shopify-export.js";

const anna = pseudonym(testKey, "email", "anna@example.com");

describe("a Shopify orders export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly ShopifyRow[], generation: keyof typeof shopifyColumns = "today") {
    const [report] = await shop.load([shop.write("orders_export.csv", shopifyCsv(rows, generation))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it.each(["2012", "today"] as const)("of %s is an order with all its lines", async (generation) => {
    const rows = [orderRow("#1001"), lineRow("#1001", "MUG", 1, "10.00"), orderRow("#1002", { Email: "" })];
    const report = await load(rows, generation === "2012" ? 2012 : "today");
    expect(report).toMatchObject({ format: "shopify-orders", rows: 3, refused: 0 });
    expect(await shop.rows("select * from orders where order_id = '#1001'")).toEqual([
      {
        order_id: "#1001",
        customer_id: anna,
        ordered_at: Date.UTC(2024, 0, 5, 15, 11, 12),
        country: "FR",
        currency: "EUR",
        cancelled: 0,
        cancelled_at: null,
        channel: null,
        discount_cents: 0,
        shipping_cents: 500,
        tax_cents: 479,
        total_cents: 3498,
        updated_at: Date.UTC(2024, 0, 5, 15, 12),
        origin: "shop",
      },
    ]);
    expect(await shop.rows("select order_id, item_id, cents from sales order by order_id, line_id")).toEqual([
      { order_id: "#1001", item_id: "TEE-BLK-S", cents: 1998 },
      { order_id: "#1001", item_id: "MUG", cents: 1000 },
      { order_id: "#1002", item_id: "TEE-BLK-S", cents: 1998 },
    ]);
    expect(await shop.rows("select customer_id from orders where order_id = '#1002'")).toEqual([{ customer_id: null }]);
  });

  it("knows a header that spells it as the help pages do", async () => {
    const csv = shopifyCsv([orderRow("#1", { "Cancelled at": "2024-01-06 09:00:00 -0500" })])
      .replace("Cancelled at", "Canceled at")
      .replace("Lineitem sku", "Lineitem SKU");
    await shop.load([shop.write("o.csv", csv)]);
    expect(await shop.rows("select cancelled, cancelled_at from orders")).toEqual([
      { cancelled: 1, cancelled_at: Date.UTC(2024, 0, 6, 14) },
    ]);
    expect(await shop.rows("select kind, item_id from lines")).toEqual([{ kind: "refund", item_id: "TEE-BLK-S" }]);
  });

  it("takes e-mail addresses, dates and amounts repeated on every row of an order as the order's", async () => {
    const repeated = { Email: "anna@example.com", "Created at": "2024-01-05 10:11:12 -0500" };
    await load([
      orderRow("#1"),
      lineRow("#1", "MUG", 1, "10.00", repeated),
      orderRow("#2"),
      { ...orderRow("#2"), "Lineitem sku": "B" },
    ]);
    expect(await shop.rows("select order_id, count(*) as n from sales group by 1 order by 1")).toEqual([
      { order_id: "#1", n: 2 },
      { order_id: "#2", n: 2 },
    ]);
  });

  it("takes a line's discount off the line once, and none of the order's discount", async () => {
    await load([orderRow("#1", { "Lineitem discount": "1.50", "Discount Amount": "3.00", "Lineitem quantity": "3" })]);
    expect(await shop.rows("select cents from sales")).toEqual([{ cents: 3 * 999 - 150 }]);
    expect(await shop.rows("select discount_cents from orders")).toEqual([{ discount_cents: 300 }]);
  });

  it("keeps what was paid back as one refund without a date", async () => {
    await load([orderRow("#1", { "Refunded Amount": "5.50" }), orderRow("#2", { "Refunded Amount": "0.00" })]);
    expect(await shop.rows("select order_id, cents, currency, refunded_at from refunds")).toEqual([
      { order_id: "#1", cents: 550, currency: "EUR", refunded_at: null },
    ]);
  });

  it("knows an item without a stock-keeping unit by its name, again and again", async () => {
    const nameless = { "Lineitem sku": "", "Lineitem name": "Gift card" };
    const long = { "Lineitem sku": "", "Lineitem name": "x".repeat(400) };
    await load([orderRow("#1", nameless), orderRow("#2", nameless), orderRow("#3", long)]);
    expect(await shop.rows("select item_id, count(*) as n from sales group by 1 order by 2 desc")).toMatchObject([
      { item_id: "name:Gift card", n: 2 },
      { n: 1 },
    ]);
    expect(await shop.rows("select name, price, brand from items where item_id = 'name:Gift card'")).toEqual([
      { name: "Gift card", price: 9.99, brand: "Acme" },
    ]);
  });

  it("calls an item as its newest line does, wherever that line stands", async () => {
    const newer = { "Created at": "2024-03-01 00:00:00 +0000", "Lineitem name": "New", "Lineitem price": "12.00" };
    const older = { "Created at": "2024-02-01 00:00:00 +0000", "Lineitem name": "Old" };
    await load([orderRow("#2", newer), orderRow("#1", older)]);
    expect(await shop.rows("select name, price from items")).toEqual([{ name: "New", price: 12 }]);
  });

  it("knows a customer by e-mail, else by phone, however they write it", async () => {
    await load([
      orderRow("#1", { Email: "Anna@EXAMPLE.com", Phone: "'+49 170 1234567" }),
      orderRow("#2", { Email: "", Phone: "0049-170-1234567" }),
      orderRow("#3", { Email: "", Phone: "", "Billing Phone": "+49 (170) 1234567" }),
    ]);
    const phone = pseudonym(testKey, "phone", "491701234567");
    const name = pseudonym(testKey, "name", "Anna Muster");
    expect(await shop.rows("select order_id, customer_id from orders order by 1")).toEqual([
      { order_id: "#1", customer_id: anna },
      { order_id: "#2", customer_id: phone },
      { order_id: "#3", customer_id: phone },
    ]);
    expect(await shop.rows("select customer_id, kind, value from identities order by 1, 2")).toEqual(
      [
        { customer_id: anna, kind: "email", value: anna },
        { customer_id: anna, kind: "name", value: name },
        { customer_id: anna, kind: "phone", value: phone },
        { customer_id: phone, kind: "name", value: name },
        { customer_id: phone, kind: "phone", value: phone },
      ].toSorted((a, b) => (`${a.customer_id}${a.kind}` < `${b.customer_id}${b.kind}` ? -1 : 1)),
    );
  });

  it("refuses the whole of an order whose first row cannot be understood, and says so", async () => {
    const report = await load([
      orderRow("#1", { "Created at": "yesterday" }),
      lineRow("#1", "MUG", 1, "10.00"),
      lineRow("#1", "CUP", 1, "10.00"),
      orderRow("#2"),
      orderRow("#3", { "Lineitem quantity": "many" }),
      lineRow("#3", "MUG", 1, "10.00"),
      lineRow("#4", "MUG", 1, "10.00"),
    ]);
    expect(report).toMatchObject({ rows: 7, refused: 6 });
    expect(report.reasons).toEqual([
      { reason: "Name: the first row of its order is missing or was refused", rows: 4 },
      { reason: "Created at: not a date and time such as 2024-01-31 09:30:00", rows: 1 },
      { reason: "Lineitem quantity: not a whole number", rows: 1 },
    ]);
    for (const table of ["orders", "sales"]) {
      expect(await shop.rows(`select distinct order_id from ${table}`)).toEqual([{ order_id: "#2" }]);
    }
    expect(await shop.rows("select item_id from items")).toEqual([{ item_id: "TEE-BLK-S" }]);
  });

  it("refuses a further row alone", async () => {
    const report = await load([orderRow("#1"), lineRow("#1", "MUG", 1, "ten"), lineRow("#1", "CUP", 1, "10.00")]);
    expect(report).toMatchObject({ refused: 1, reasons: [{ reason: "Lineitem price: not an amount such as 2.55" }] });
    expect(await shop.rows("select item_id from sales order by 1")).toEqual([
      { item_id: "CUP" },
      { item_id: "TEE-BLK-S" },
    ]);
  });

  it.each([
    ["Total", "12,50 €", "Total: not an amount of money"],
    ["Cancelled at", "2024-02-30", "Cancelled at: not a date and time such as 2024-01-31 09:30:00"],
    ["Currency", "euro", "Currency: not a code such as EUR"],
    ["Lineitem name", "", "Lineitem sku: missing"],
  ])("refuses an order whose %s is %j", async (header, value, reason) => {
    const more = header === "Lineitem name" ? { "Lineitem sku": "" } : {};
    expect((await load([orderRow("#1", { [header]: value, ...more })])).reasons).toEqual([{ reason, rows: 1 }]);
  });

  it("is not undone by an older export of the same order", async () => {
    const cancelled = { "Cancelled at": "2024-01-08 10:00:00 -0500", "Refunded Amount": "34.98" };
    await load([orderRow("#1", cancelled)]);
    await load([orderRow("#1"), lineRow("#1", "MUG", 1, "10.00")]);
    expect(await shop.rows("select cancelled from orders")).toEqual([{ cancelled: 1 }]);
    expect(await shop.rows("select count(*) as n from order_lines")).toEqual([{ n: 1 }]);
    expect(await shop.rows("select cents from refunds")).toEqual([{ cents: 3498 }]);
  });

  it("is replaced by a newer export of the same order, its lines with it", async () => {
    await load([orderRow("#1"), lineRow("#1", "MUG", 1, "10.00")]);
    await load([orderRow("#1", { "Fulfilled at": "2024-01-07 10:00:00 -0500", "Lineitem sku": "NEW" })]);
    expect(await shop.rows("select item_id from sales")).toEqual([{ item_id: "NEW" }]);
  });

  it("counts yen in yen", async () => {
    await load([orderRow("#1", { Currency: "JPY", Total: "3498", Shipping: "500", "Lineitem price": "1499" })]);
    expect(await shop.rows("select total_cents, shipping_cents from orders")).toEqual([
      { total_cents: 3498, shipping_cents: 500 },
    ]);
    expect(await shop.rows("select cents from sales")).toEqual([{ cents: 2998 }]);
  });
});

describe("personal data in a Shopify orders export", () => {
  it("is nowhere in the shop, neither in what is loaded nor in what is refused", async () => {
    const shop = await openLoadingShop({ warehouse: "file" });
    const personal = {
      Email: "Zebedee.Quux@private.example",
      Phone: "+49 170 7654321",
      "Billing Name": "Zebedee Quux",
      "Billing Street": "Quuxallee 7",
      "Billing Phone": "0170/7654321",
      "Shipping Name": "Zebedee Quux",
      Notes: "ring Quux's bell",
      Employee: "Quux Junior",
      Tags: "vip Quux",
    };
    const csv = shopifyCsv([
      orderRow("#1", personal),
      orderRow("#2", { ...personal, "Created at": "zebedee.quux@private.example" }),
      lineRow("#2", "MUG", 1, "1"),
    ]);
    const broken = `#3,zebedee.quux@private.example,"+49 170 7654321 Quux\n`;
    const reports = await shop.load([shop.write("orders.csv", csv + broken)]);
    expect(reports).toMatchObject([{ rows: 4, refused: 3 }]);
    const everything = (await shop.everything()) + JSON.stringify(reports);
    expect(everything).toContain("the first row of its order is missing");
    for (const trace of [/zebedee/i, /quux/i, /private/i, /7654321/, /765 ?43/]) expect(everything).not.toMatch(trace);
    expect(shop.keysAsked()).toBe(1);
    shop.close();
  });
});
