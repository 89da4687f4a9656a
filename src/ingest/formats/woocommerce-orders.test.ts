import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["woocommerce-orders"].webtoffee;
const anna = pseudonym(testKey, "email", "anna@example.com");
const tee = "name:A tee | black|product_id:15|sku:TEE|quantity:3|total:9.00|sub_total:10.00|tax:1.90";

const order: Row = {
  order_id: "1201",
  order_number: "1201",
  order_date: "2024-01-05 10:11:12",
  paid_date: "2024-01-05 10:12:00",
  status: "completed",
  shipping_total: "5.00",
  tax_total: "2.85",
  discount_total: "1.00",
  order_total: "21.85",
  order_currency: "EUR",
  customer_id: "7",
  customer_email: "account@example.com",
  billing_email: "anna@example.com",
  billing_phone: "'+491701234567",
  billing_country: "DE",
  shipping_country: "FR",
  line_item_1: tee,
  line_item_2: "name:A mug|product_id:16|sku:|quantity:1|total:5.00|sub_total:5.00",
};

describe("a WooCommerce orders export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[], columns: readonly string[] = headers) {
    const [report] = await shop.load([shop.write("order_export.csv", csvText(columns, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("is an order, its lines to the cent, its items and its customer", async () => {
    expect(await load([order])).toMatchObject({ format: "woocommerce-orders", rows: 1, refused: 0 });
    expect(await shop.rows("select * exclude (origin) from orders")).toEqual([
      {
        order_id: "1201",
        customer_id: anna,
        ordered_at: Date.UTC(2024, 0, 5, 10, 11, 12),
        country: "FR",
        currency: "EUR",
        cancelled: 0,
        cancelled_at: null,
        channel: null,
        discount_cents: 100,
        shipping_cents: 500,
        tax_cents: 285,
        total_cents: 2185,
        updated_at: Date.UTC(2024, 0, 5, 10, 12),
      },
    ]);
    expect(await shop.rows("select item_id, quantity, cents from sales order by line_id")).toEqual([
      { item_id: "TEE", quantity: 3, cents: 900 },
      { item_id: "id:16", quantity: 1, cents: 500 },
    ]);
    expect(await shop.rows("select item_id, name from items order by 1")).toEqual([
      { item_id: "TEE", name: "A tee | black" },
      { item_id: "id:16", name: "A mug" },
    ]);
    expect(await shop.rows("select kind, value from identities order by kind")).toEqual([
      { kind: "account", value: "7" },
      { kind: "email", value: anna },
      { kind: "phone", value: pseudonym(testKey, "phone", "491701234567") },
    ]);
  });

  it("reads as many line columns as there are", async () => {
    const more = Array.from({ length: 120 }, (_, i) => `line_item_${i + 3}`);
    const lines = Object.fromEntries(more.map((name) => [name, tee]));
    await load([{ ...order, ...lines }], [...headers, ...more]);
    expect(await shop.rows("select count(*) as n from sales")).toEqual([{ n: 122 }]);
  });

  it("takes a customer's e-mail, else phone, else account; 0 is a guest", async () => {
    const bare = { customer_email: "", billing_email: "", billing_phone: "" };
    const row = (id: string, more: Row) => ({ ...order, order_number: id, ...more });
    await load([
      row("1", { billing_email: "" }),
      row("2", { ...bare, billing_phone: "0170 1234567" }),
      row("3", bare),
      row("4", { ...bare, customer_id: "0" }),
    ]);
    expect(await shop.rows("select customer_id from orders order by order_id")).toEqual([
      { customer_id: pseudonym(testKey, "email", "account@example.com") },
      { customer_id: pseudonym(testKey, "phone", "01701234567") },
      { customer_id: "7" },
      { customer_id: null },
    ]);
  });

  it("adds up what was paid back, and takes a refunded order without amounts as paid back whole", async () => {
    const items = "amount:2.50|reason:amount:99|date:2024-01-06 10:00:00;amount:1.00|reason:|date:2024-01-07 10:00:00";
    await load([
      { ...order, order_number: "1", refund_items: items },
      { ...order, order_number: "2", status: "wc-refunded" },
      { ...order, order_number: "3" },
    ]);
    expect(await shop.rows("select order_id, cents, refunded_at from refunds order by 1")).toEqual([
      { order_id: "1", cents: 350, refunded_at: null },
      { order_id: "2", cents: 2185, refunded_at: null },
    ]);
  });

  it("keeps a cancelled order out of the sales and refuses one that is not paid, until it is", async () => {
    const report = await load([
      { ...order, order_number: "1", status: "wc-cancelled" },
      { ...order, order_number: "2", status: "pending" },
      { ...order, order_number: "3", status: "failed" },
    ]);
    expect(report.reasons).toEqual([
      { reason: "status: not paid, so no sale yet (failed)", rows: 1 },
      { reason: "status: not paid, so no sale yet (pending)", rows: 1 },
    ]);
    expect(await shop.rows("select order_id, kind from lines")).toMatchObject([{ order_id: "1", kind: "refund" }, {}]);
    await load([{ ...order, order_number: "2", status: "processing" }]);
    expect(await shop.rows("select distinct order_id from sales")).toEqual([{ order_id: "2" }]);
  });

  it("changes nothing when it is loaded again", async () => {
    const rows = [order, { ...order, order_number: "2", status: "refunded" }];
    await load(rows);
    const before = await shopContents(shop);
    await load(rows);
    expect(await shopContents(shop)).toEqual(before);
  });

  it.each([
    ["order_date", "05/01/2024 10:11", "order_date: not a date and time such as 2024-01-31 09:30:00"],
    ["order_total", "21,85 €", "order_total: not an amount of money"],
    ["status", "", "status: missing"],
    ["line_item_2", "a mug", "order_number: line_item_2 is not as name:…|product_id:…|quantity:…"],
    ["line_item_2", tee.replace("quantity:3", "quantity:many"), "quantity: not a whole number"],
    ["line_item_2", tee.replace("sub_total:10.00", "sub_total:ten"), "unit_price: missing"],
    ["line_item_2", tee.replace("total:9.00", "total:nine"), "discount: not an amount such as 2.55"],
  ])("refuses an order whose %s is %j", async (header, value, reason) => {
    expect((await load([{ ...order, [header]: value }])).reasons).toEqual([{ reason, rows: 1 }]);
    expect(await shop.rows("select * from order_lines")).toEqual([]);
  });

  it("leaves no personal data in the shop", async () => {
    const folder = await openLoadingShop({ warehouse: "file" });
    const personal = {
      ...order,
      billing_first_name: "Zebedee",
      billing_email: "zebedee.quux@private.example",
      billing_phone: "+49 170 7654321",
      shipping_address_1: "Quuxallee 7",
      customer_note: "ring Quux",
      refund_items: "amount:1.00|reason:Zebedee Quux was unhappy|date:2024-01-06 10:00:00",
    };
    await folder.load([
      folder.write("o.csv", csvText(headers, [personal, { ...personal, order_number: "2", status: "failed" }])),
    ]);
    const everything = await folder.everything();
    expect(everything).toContain("no sale yet");
    for (const trace of [/zebedee/i, /quux/i, /private/i, /7654321/, /765 ?43/]) expect(everything).not.toMatch(trace);
    folder.close();
  });
});
