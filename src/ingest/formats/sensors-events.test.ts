import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { jsonLines } from "../../../test/json-lines.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";

const noon = Date.UTC(2024, 0, 5, 12);
const phone = pseudonym(testKey, "phone", "13812345678");
let tracked = 0;
const record = (type: string, event: string | undefined, properties: object, more: object = {}, at = noon) => {
  tracked += 1;
  return {
    _track_id: 1000 + tracked,
    type,
    event,
    distinct_id: "device-1",
    time: at,
    project: "ebiz",
    lib: { $lib: "js" },
    properties: { $ip: "180.79.35.65", $city: "长沙", ...properties },
    ...more,
  };
};
const track = (event: string, properties: object, more: object = {}, at = noon) =>
  record("track", event, properties, more, at);
const signedIn = { distinct_id: "13812345678", login_id: "13812345678", anonymous_id: "device-1" };

const apple = { product_id: 12345, product_name: "苹果", product_classify: "水果", product_price: 14 };
const detail = (product: string, price: number, quantity: number) => ({
  order_id: "S-1",
  product_id: product,
  product_price: price,
  product_quantity: quantity,
});
const order = [
  track("SubmitOrder", { order_id: "S-1", order_amount: 38, transportation_costs: 10 }, signedIn),
  track("SubmitOrderDetail", detail("12345", 14, 2), signedIn),
  track("SubmitOrderDetail", detail("777", 10, 1), signedIn, noon + 1),
  track("PayOrder", { order_id: "S-1", order_actual_amount: 35.5 }, signedIn, noon + 60_000),
  track("PayOrderDetail", detail("12345", 14, 2), signedIn, noon + 60_000),
];

describe("a file of Sensors Data records", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "CNY" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(lines: readonly object[]) {
    const [report] = await shop.load([shop.write("records.json", jsonLines(lines))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("gives views, carts, searches and purchases, and its own word for the rest", async () => {
    const report = await load([
      track("ViewProduct", apple),
      track("AddToShoppingCart", { ...apple, product_quantity: 3 }, signedIn, noon + 1),
      track("Search", { keyword: "苹果" }, {}, noon + 2),
      track("$pageview", { $utm_campaign: "双十一" }, {}, noon + 3),
      record("profile_set", undefined, { city: "长沙" }),
    ]);
    expect(report).toMatchObject({ format: "sensors-events", rows: 5, refused: 0 });
    const columns = "event, item_id, price, quantity, customer_id, anonymous_id, query, campaign_id";
    const nothing = { item_id: null, price: null, quantity: null, customer_id: null, query: null, campaign_id: null };
    expect(await shop.rows(`select ${columns} from events order by occurred_at`)).toEqual([
      { ...nothing, event: "view", item_id: "12345", price: 14, anonymous_id: "device-1" },
      {
        ...nothing,
        event: "cart",
        item_id: "12345",
        price: 14,
        quantity: 3,
        customer_id: phone,
        anonymous_id: "device-1",
      },
      { ...nothing, event: "search", anonymous_id: "device-1", query: "苹果" },
      { ...nothing, event: "$pageview", anonymous_id: "device-1", campaign_id: "双十一" },
    ]);
    expect(await shop.rows("select item_id, name, category, price from items")).toEqual([
      { item_id: "12345", name: "苹果", category: "水果", price: 14 },
    ]);
  });

  it("makes one order of a submission and its payment, the same loaded twice", async () => {
    const content = async () => [
      await shop.rows("select * exclude (arrival) from events order by row_key"),
      await shop.rows(
        "select order_id, customer_id, ordered_at, shipping_cents, total_cents, cancelled, origin from orders",
      ),
      await shop.rows("select item_id, quantity, cents from sales order by line_id"),
      await shop.rows("select order_id, cents, refunded_at from refunds"),
    ];
    const lines = [
      ...order,
      order[1] ?? {},
      track("RefundOrder", { order_id: "S-1", refund_amount: 14 }, {}, noon + 90_000),
    ];
    await load(lines);
    const first = await content();
    expect(first[0]).toHaveLength(6);
    expect(first.slice(1)).toEqual([
      [
        {
          order_id: "S-1",
          customer_id: phone,
          ordered_at: noon,
          shipping_cents: 1000,
          total_cents: 3550,
          cancelled: 0,
          origin: "analytics",
        },
      ],
      [
        { item_id: "12345", quantity: 2, cents: 2800 },
        { item_id: "777", quantity: 1, cents: 1000 },
      ],
      [{ order_id: "S-1", cents: 1400, refunded_at: noon + 90_000 }],
    ]);
    await load(lines);
    expect(await content()).toEqual(first);
  });

  it("takes the lines of a payment where no submission names any, and a cancellation", async () => {
    const products = [{ sku_id: "A", price: "9.90", quantity: "1" }];
    await load([
      track("PayOrder", { order_id: "P-1", products, pay_amount: "9.90" }),
      track("CancelOrder", { order_id: "P-1" }, {}, noon + 1),
    ]);
    expect(await shop.rows("select order_id, item_id, own_cents, kind from lines")).toEqual([
      { order_id: "P-1", item_id: "A", own_cents: 990, kind: "refund" },
    ]);
  });

  it("knows by a sign-up which device was whose, and keeps nothing of them in the clear", async () => {
    const report = await load([
      record(
        "track_signup",
        "$SignUp",
        { phone: "13812345678", name: "张三丰" },
        { distinct_id: "13812345678", original_id: "device-9" },
      ),
      record("profile_set", undefined, { email: "zhang@private.example", name: "张三丰" }, signedIn),
      track("ViewProduct", { ...apple, nickname: "张三丰" }, { ...signedIn, time: "noon" }),
    ]);
    expect(report.reasons).toEqual([{ reason: "time: not a time in milliseconds since 1970", rows: 1 }]);
    expect(await shop.rows("select customer_id, kind, value from identities order by kind, value")).toEqual([
      { customer_id: phone, kind: "device", value: "device-1" },
      { customer_id: phone, kind: "device", value: "device-9" },
      { customer_id: phone, kind: "email", value: pseudonym(testKey, "email", "zhang@private.example") },
      { customer_id: phone, kind: "phone", value: phone },
    ]);
    expect((await shop.everything()) + JSON.stringify(report)).not.toMatch(/13812345678|zhang|张三丰|180\.79/);
  });

  it("refuses what is no record, each row alone", async () => {
    const report = await load([
      track("ViewProduct", apple),
      record("shout", "x", {}),
      record("track", undefined, {}),
      { ...track("x", {}), properties: "nothing" },
      track("ViewProduct", { ...apple, product_price: "cheap" }),
    ]);
    expect(report.reasons).toEqual([
      { reason: "event: its type is not one of track, track_signup, track_id_bind, profile_set", rows: 1 },
      { reason: "event: missing", rows: 1 },
      { reason: "price: not an amount such as 2.55", rows: 1 },
    ]);
    expect(await shop.rows("select event from events order by 1")).toEqual([{ event: "view" }, { event: "x" }]);
  });
});
