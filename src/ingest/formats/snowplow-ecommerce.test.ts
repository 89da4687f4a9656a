import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { jsonLines } from "../../../test/json-lines.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";

const noon = Date.UTC(2024, 0, 5, 12);
const schema = "com_snowplowanalytics_snowplow_ecommerce";
let sent = 0;
/** An event as an analytics SDK writes it: an action of the e-commerce plugin and its entities. */
const ecommerce = (type: string, entities: Record<string, object[]> = {}, more: object = {}, at = noon) => {
  sent += 1;
  return {
    event_id: `00000000-0000-4000-8000-${String(sent).padStart(12, "0")}`,
    event_name: "snowplow_ecommerce_action",
    collector_tstamp: new Date(at + 1500).toISOString(),
    derived_tstamp: new Date(at).toISOString(),
    domain_userid: "duid-1",
    domain_sessionid: "s-1",
    [`unstruct_event_${schema}_snowplow_ecommerce_action_1`]: { type },
    ...Object.fromEntries(Object.entries(entities).map(([name, list]) => [`contexts_${schema}_${name}_1`, list])),
    ...more,
  };
};
const tee = { id: "TEE", name: "A tee", category: "Shirts", price: 9.99, quantity: 2, currency: "EUR", brand: "Acme" };
const mug = { id: "MUG", category: "Kitchen", price: 5, currency: "EUR" };
const transaction = {
  transaction_id: "T-1",
  revenue: 28.48,
  currency: "EUR",
  shipping: 3.5,
  tax: 1,
  total_quantity: 3,
};

const purchase = (at = noon) =>
  ecommerce("transaction", { product: [tee, mug], transaction: [transaction] }, { user_id: "c-1" }, at);

describe("a file of Snowplow e-commerce events", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(lines: readonly object[]) {
    const [report] = await shop.load([shop.write("enriched.json", jsonLines(lines))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("gives an event for every product, in UTC whatever the shop's zone", async () => {
    const report = await load([
      ecommerce("product_view", { product: [tee] }),
      ecommerce("add_to_cart", { product: [mug] }, { derived_tstamp: "2024-01-05 12:00:01.000" }),
      ecommerce("list_view", { product: [tee, mug] }, { derived_tstamp: "2024-01-05 12:00:02 UTC" }),
      { ...ecommerce("", {}, {}, noon + 3000), event_name: "page_view", derived_tstamp: undefined },
    ]);
    expect(report).toMatchObject({ format: "snowplow-ecommerce", rows: 4, refused: 0 });
    expect(
      await shop.rows(
        "select event, item_id, price, anonymous_id, occurred_at from events order by occurred_at, arrival",
      ),
    ).toEqual([
      { event: "view", item_id: "TEE", price: 9.99, anonymous_id: "duid-1", occurred_at: noon },
      { event: "cart", item_id: "MUG", price: 5, anonymous_id: "duid-1", occurred_at: noon + 1000 },
      { event: "list_view", item_id: "TEE", price: 9.99, anonymous_id: "duid-1", occurred_at: noon + 2000 },
      { event: "list_view", item_id: "MUG", price: 5, anonymous_id: "duid-1", occurred_at: noon + 2000 },
      { event: "page_view", item_id: null, price: null, anonymous_id: "duid-1", occurred_at: noon + 4500 },
    ]);
  });

  it("makes an order of a transaction and a refund of a refund, the same loaded twice", async () => {
    const refund = { transaction_id: "T-1", currency: "EUR", refund_amount: 5, refund_reason: "broken" };
    const lines = [
      purchase(),
      purchase(noon + 60_000),
      ecommerce("refund", { product: [mug], refund: [refund] }, {}, noon + 90_000),
    ];
    const content = async () => [
      await shop.rows("select * exclude (arrival) from events order by row_key"),
      await shop.rows("select order_id, customer_id, ordered_at, shipping_cents, total_cents, origin from orders"),
      await shop.rows("select order_id, item_id, quantity, cents from sales order by line_id"),
      await shop.rows("select order_id, item_id, cents, refunded_at, reason from refunds"),
      await shop.rows("select customer_id, kind, value from identities"),
    ];
    await load(lines);
    const first = await content();
    expect(first.slice(1)).toEqual([
      [
        {
          order_id: "T-1",
          customer_id: "c-1",
          ordered_at: noon,
          shipping_cents: 350,
          total_cents: 2848,
          origin: "analytics",
        },
      ],
      [
        { order_id: "T-1", item_id: "TEE", quantity: 2, cents: 1998 },
        { order_id: "T-1", item_id: "MUG", quantity: 1, cents: 500 },
      ],
      [{ order_id: "T-1", item_id: "MUG", cents: 500, refunded_at: noon + 90_000, reason: "broken" }],
      [{ customer_id: "c-1", kind: "device", value: "duid-1" }],
    ]);
    await load(lines);
    expect(await content()).toEqual(first);
  });

  it("keeps of the user entity its id and a pseudonym of its address", async () => {
    const user = { id: "u-7", email: "Zebedee.Quux@private.example", is_guest: false };
    const report = await load([
      ecommerce("product_view", { user: [user], product: [tee] }),
      ecommerce("product_view", { user: [user], product: [tee] }, { derived_tstamp: "noon" }),
    ]);
    expect(report.reasons).toEqual([
      { reason: "derived_tstamp: not a date and time such as 2024-01-31 09:30:00", rows: 1 },
    ]);
    expect(await shop.rows("select customer_id, kind, value from identities order by kind")).toEqual([
      { customer_id: "u-7", kind: "device", value: "duid-1" },
      { customer_id: "u-7", kind: "email", value: pseudonym(testKey, "email", "zebedee.quux@private.example") },
    ]);
    expect((await shop.everything()) + JSON.stringify(report)).not.toMatch(/zebedee|quux/i);
  });

  it("refuses what is no event, each row alone", async () => {
    const report = await load([
      ecommerce("product_view", { product: [tee] }),
      { ...ecommerce("product_view"), [`contexts_${schema}_product_1`]: "a tee" },
      ecommerce("product_view", { product: [{ ...tee, price: "cheap" }] }),
      ecommerce("refund", { refund: [{ transaction_id: "T-1", currency: "EUR" }] }),
      ecommerce("product_view", { product: [tee] }, { derived_tstamp: null, collector_tstamp: null }),
    ]);
    expect(report).toMatchObject({ rows: 5, refused: 4 });
    expect(report.reasons.map(({ reason }) => reason).toSorted()).toEqual([
      "cents: missing",
      `contexts_${schema}_product_1: its products are no list`,
      "derived_tstamp: missing",
      "price: not an amount such as 2.55",
    ]);
    expect(await shop.rows("select event from events")).toEqual([{ event: "view" }]);
  });
});
