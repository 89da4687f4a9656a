import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { jsonLines } from "../../../test/json-lines.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";

const noon = Date.UTC(2024, 0, 5, 12);
let calls = 0;
const call = (type: string, more: object = {}, at = noon) => {
  calls += 1;
  return {
    type,
    messageId: `m-${calls}`,
    anonymousId: "anon-1",
    userId: null,
    timestamp: new Date(at).toISOString(),
    context: { campaign: { name: "spring" } },
    ...more,
  };
};
const track = (event: string, properties: object, more: object = {}, at = noon) =>
  call("track", { event, properties, ...more }, at);

const tee = { product_id: "7", sku: "TEE", name: "A tee", brand: "Acme", category: "Shirts", price: 9.99, quantity: 2 };
const mug = { product_id: "MUG", name: "A mug", price: "5.00" };
const order = { order_id: "O-1", total: 28.48, shipping: 3.5, tax: 1, currency: "eur", products: [tee, mug] };

describe("a file of Segment calls", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(lines: readonly object[]) {
    const [report] = await shop.load([shop.write("calls.json", jsonLines(lines))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("gives views, carts, searches and purchases, and its own word for the rest", async () => {
    const report = await load([
      track("Product Viewed", tee),
      track("Product Added", { ...mug, cart_id: "k" }, { userId: "c-1" }, noon + 1),
      track("Products Searched", { query: "red shoes" }, {}, noon + 2),
      call("page", { name: "Home" }, noon + 3),
      track("Order Completed", order, { userId: "c-1" }, noon + 4),
      track("Coupon Entered", { coupon: "X" }, {}, noon + 5),
    ]);
    expect(report).toMatchObject({ format: "segment-events", rows: 6, refused: 0 });
    expect(
      await shop.rows(
        "select event, item_id, price, quantity, order_id, query from events order by occurred_at, arrival",
      ),
    ).toEqual([
      { event: "view", item_id: "TEE", price: 9.99, quantity: 2, order_id: null, query: null },
      { event: "cart", item_id: "MUG", price: 5, order_id: null, query: null, quantity: null },
      { event: "search", item_id: null, price: null, quantity: null, order_id: null, query: "red shoes" },
      { event: "page", item_id: null, price: null, quantity: null, order_id: null, query: null },
      { event: "purchase", item_id: "TEE", price: 9.99, quantity: 2, order_id: "O-1", query: null },
      { event: "purchase", item_id: "MUG", price: 5, quantity: null, order_id: "O-1", query: null },
      { event: "Coupon Entered", item_id: null, price: null, quantity: null, order_id: null, query: null },
    ]);
    expect(await shop.rows("select item_id, product_id, name, brand, price from items order by 1")).toEqual([
      { item_id: "MUG", product_id: "MUG", name: "A mug", brand: null, price: 5 },
      { item_id: "TEE", product_id: "7", name: "A tee", brand: "Acme", price: 9.99 },
    ]);
    expect(await shop.rows("select customer_id, kind, value from identities")).toEqual([
      { customer_id: "c-1", kind: "device", value: "anon-1" },
    ]);
  });

  it("makes an order of a completion, once, and cancels and refunds it", async () => {
    await load([
      track("Order Completed", order, { userId: "c-1" }),
      track("Order Completed", order, { userId: "c-1" }, noon + 1000),
      track("Completed Order", { order_id: "O-2", currency: "EUR", total: 5, products: [mug] }),
      track("Order Refunded", { order_id: "O-1", total: 5, currency: "EUR", products: [mug] }, {}, noon + 2000),
      track("Order Refunded", { order_id: "O-2" }, {}, noon + 3000),
      track("Order Cancelled", { order_id: "O-2" }, {}, noon + 3000),
    ]);
    expect(
      await shop.rows(
        "select order_id, customer_id, ordered_at, shipping_cents, total_cents, cancelled, origin from orders order by 1",
      ),
    ).toEqual([
      {
        order_id: "O-1",
        customer_id: "c-1",
        ordered_at: noon,
        shipping_cents: 350,
        total_cents: 2848,
        cancelled: 0,
        origin: "analytics",
      },
      {
        order_id: "O-2",
        customer_id: null,
        ordered_at: noon,
        shipping_cents: null,
        total_cents: 500,
        cancelled: 1,
        origin: "analytics",
      },
    ]);
    expect(await shop.rows("select order_id, item_id, quantity, cents from sales order by line_id")).toEqual([
      { order_id: "O-1", item_id: "TEE", quantity: 2, cents: 1998 },
      { order_id: "O-1", item_id: "MUG", quantity: 1, cents: 500 },
    ]);
    expect(await shop.rows("select order_id, item_id, cents, currency, refunded_at from refunds order by 1")).toEqual([
      { order_id: "O-1", item_id: "MUG", cents: 500, currency: "EUR", refunded_at: noon + 2000 },
      { order_id: "O-2", item_id: null, cents: 500, currency: "EUR", refunded_at: noon + 3000 },
    ]);
  });

  it("keeps of a person their country and pseudonyms, and nothing in the clear", async () => {
    const traits = {
      email: "Zebedee.Quux@private.example",
      phone: "+49 170 7654321",
      firstName: "Zebedee",
      createdAt: "2023-05-01T00:00:00Z",
      address: { street: "Quuxallee 7", country: "DE" },
    };
    const report = await load([
      call("identify", { userId: "c-1", traits }),
      call("alias", { userId: "c-1", previousId: "anon-0" }),
      track("Product Viewed", tee, { userId: "zebedee.quux@private.example" }),
      call("identify", { userId: "Zebedee.Quux@private.example", traits, timestamp: "noon" }),
      track("Product Viewed", { ...tee, quantity: "zebedee" }, { context: { traits } }),
    ]);
    expect(report).toMatchObject({ refused: 2 });
    const email = pseudonym(testKey, "email", "zebedee.quux@private.example");
    expect(
      await shop.rows("select customer_id, created_at, country from customers order by country nulls last"),
    ).toEqual([
      { customer_id: "c-1", created_at: Date.UTC(2023, 4, 1), country: "DE" },
      { customer_id: email, created_at: null, country: null },
    ]);
    expect(await shop.rows("select kind, value from identities where customer_id = 'c-1' order by 1, 2")).toEqual([
      { kind: "device", value: "anon-0" },
      { kind: "device", value: "anon-1" },
      { kind: "email", value: email },
      { kind: "phone", value: pseudonym(testKey, "phone", "491707654321") },
    ]);
    const everything = (await shop.everything()) + JSON.stringify(report);
    for (const trace of [/zebedee/i, /quux/i, /7654321/]) expect(everything).not.toMatch(trace);
  });

  it("takes no creation date from before there were any, and refuses no call for it", async () => {
    const traits = { createdAt: "0001-01-01T00:00:00Z" };
    await load([call("identify", { userId: "c-1", traits }), call("identify", { userId: "c-1", traits })]);
    expect(await shop.rows("select customer_id, created_at from customers")).toEqual([
      { customer_id: "c-1", created_at: null },
    ]);
  });

  it("is the same loaded twice, and when its calls overlap with another file", async () => {
    const lines = [
      track("Product Viewed", tee),
      track("Order Completed", order, { userId: "c-1" }),
      track("Order Refunded", { order_id: "O-1", total: 5 }, {}, noon + 1),
    ];
    const content = async () => [
      await shop.rows("select * exclude (arrival) from events order by row_key"),
      await shop.rows("select * from orders"),
      await shop.rows("select * from order_lines order by line_number"),
      await shop.rows("select * from refunds"),
      await shop.rows("select * from items order by item_id"),
    ];
    await load(lines);
    const first = await content();
    await load(lines);
    await load(lines.slice(1));
    expect(await content()).toEqual(first);
  });

  it("refuses what is no call, each row alone", async () => {
    const report = await load([
      track("Product Viewed", tee),
      call("shout"),
      call("track"),
      call("page", { timestamp: "noon" }),
      track("Order Refunded", { order_id: "nobody's" }),
      { ...track("x", {}), properties: "nothing", context: 7 },
      track("Order Completed", { order_id: "O-9", products: "a tee" }),
    ]);
    expect(report.reasons).toEqual([
      { reason: "cents: missing", rows: 1 },
      { reason: "event: its type is not one of track, identify, page, screen, group, alias", rows: 1 },
      { reason: "event: missing", rows: 1 },
      { reason: "timestamp: not a date and time such as 2024-01-31 09:30:00", rows: 1 },
    ]);
    expect(await shop.rows("select event from events order by 1")).toEqual([
      { event: "purchase" },
      { event: "view" },
      { event: "x" },
    ]);
  });
});
