import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const { everything: headers, defaults } = exportHeaders["woocommerce-order-lines"];

const first: Row = {
  "Order Number": "1201",
  "Order Status": "Completed",
  "Order Date": "2024-01-05 10:11",
  "Email (Billing)": "anna@example.com",
  "Phone (Billing)": "+491701234567",
  "Country Code (Billing)": "DE",
  "Country Code (Shipping)": "FR",
  "Cart Discount Amount": "1.00",
  "Order Shipping Amount": "5.00",
  "Order Total Tax Amount": "2.85",
  "Order Total Amount": "26.84",
  "Order Refund Amount": "9.99",
  SKU: "TEE",
  Name: "A tee",
  Quantity: "2",
  "Quantity (- Refund)": "1",
  "Item Cost": "9.99",
};
const second: Row = { ...first, SKU: "", Name: "A mug", Quantity: "1", "Item Cost": "5.00" };

describe("a WooCommerce orders export of a row a line", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "EUR" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[], columns: readonly string[] = headers) {
    const [report] = await shop.load([shop.write("orders.csv", csvText(columns, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it.each([
    ["every row", second],
    ["the first row only", { "Order Number": "1201", Name: "A mug", Quantity: "1", "Item Cost": "5.00" }],
  ])("is an order with its lines, the order's columns on %s", async (_, other) => {
    expect(await load([first, other])).toMatchObject({ format: "woocommerce-order-lines", rows: 2, refused: 0 });
    expect(await shop.rows("select * exclude (origin) from orders")).toEqual([
      {
        order_id: "1201",
        customer_id: pseudonym(testKey, "email", "anna@example.com"),
        ordered_at: Date.UTC(2024, 0, 5, 10, 11),
        country: "FR",
        currency: null,
        cancelled: 0,
        cancelled_at: null,
        channel: null,
        discount_cents: 100,
        shipping_cents: 500,
        tax_cents: 285,
        total_cents: 2684,
        updated_at: Date.UTC(2024, 0, 5, 10, 11),
      },
    ]);
    expect(await shop.rows("select item_id, quantity, cents from sales order by line_id")).toEqual([
      { item_id: "TEE", quantity: 2, cents: 1998 },
      { item_id: "name:A mug", quantity: 1, cents: 500 },
    ]);
    expect(await shop.rows("select cents from refunds")).toEqual([{ cents: 999 }]);
  });

  it("counts what was taken back once where the quantities are already without it", async () => {
    const { Quantity: _, Name: name = "", ...row } = first;
    await load([{ ...row, "Item Name": name }], defaults);
    expect(await shop.rows("select cents from sales")).toEqual([{ cents: 999 }]);
    expect(await shop.rows("select * from refunds")).toEqual([]);
  });

  it("keeps a cancelled order out of the sales and refuses one that is not paid", async () => {
    const report = await load([
      { ...first, "Order Number": "1", "Order Status": "Cancelled" },
      { ...first, "Order Number": "2", "Order Status": "Pending payment" },
      { ...second, "Order Number": "2", "Order Status": "Pending payment" },
    ]);
    expect(report.reasons).toEqual([{ reason: "Order Status: not paid, so no sale yet (pending payment)", rows: 2 }]);
    expect(await shop.rows("select * from sales")).toEqual([]);
    expect(await shop.rows("select kind from lines")).toEqual([{ kind: "refund" }]);
  });

  it("changes nothing when it is loaded again", async () => {
    await load([first, second]);
    const before = await shopContents(shop);
    await load([first, second]);
    expect(await shopContents(shop)).toEqual(before);
  });

  it("refuses a line without its order's number, and leaves no personal data with it", async () => {
    const folder = await openLoadingShop({ warehouse: "file" });
    const personal = { ...first, "Order Number": "", "Email (Billing)": "zebedee@private.example" };
    const csv = csvText(headers, [personal, { ...personal, "Order Number": "2", "First Name (Billing)": "Zebedee" }]);
    const [report] = await folder.load([folder.write("o.csv", csv)]);
    expect(report).toMatchObject({ rows: 2, refused: 1, reasons: [{ reason: "Order Number: missing" }] });
    expect(await folder.everything()).not.toMatch(/zebedee|private/i);
    folder.close();
  });
});
