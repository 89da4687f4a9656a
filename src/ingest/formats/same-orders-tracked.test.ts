import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonLines } from "../../../test/json-lines.js";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";

interface Line {
  readonly id: string;
  readonly price: number;
  readonly quantity: number;
}
interface Order {
  readonly id: string;
  readonly customer: string;
  readonly at: number;
  readonly total: number;
  readonly lines: readonly Line[];
}

const start = Date.UTC(2024, 0, 5, 12);
const orders: readonly Order[] = Array.from({ length: 12 }, (_, i) => {
  const lines = Array.from({ length: 1 + (i % 3) }, (_, j) => ({
    id: `SKU-${(i + j) % 5}`,
    price: (199 + 7 * i + j) / 100,
    quantity: 1 + ((i + j) % 4),
  }));
  const cents = lines.reduce((sum, { price, quantity }) => sum + Math.round(price * 100) * quantity, 0);
  return { id: `O-${i}`, customer: `c-${i % 4}`, at: start + i * 3_600_000, total: cents / 100, lines };
});
const iso = (at: number) => new Date(at).toISOString();

const segment = orders.map(({ id, customer, at, total, lines }) => ({
  type: "track",
  event: "Order Completed",
  messageId: `m-${id}`,
  userId: customer,
  anonymousId: "anon",
  timestamp: iso(at),
  properties: {
    order_id: id,
    total,
    currency: "EUR",
    products: lines.map(({ id: sku, price, quantity }) => ({ sku, price, quantity })),
  },
}));

const plugin = "com_snowplowanalytics_snowplow_ecommerce";
const snowplow = orders.map(({ id, customer, at, total, lines }) => ({
  event_id: `e-${id}`,
  domain_userid: "duid",
  user_id: customer,
  collector_tstamp: iso(at + 500),
  derived_tstamp: iso(at),
  [`unstruct_event_${plugin}_snowplow_ecommerce_action_1`]: { type: "transaction" },
  [`contexts_${plugin}_transaction_1`]: [{ transaction_id: id, revenue: total, currency: "EUR" }],
  [`contexts_${plugin}_product_1`]: lines.map((line) => ({ ...line, category: "x", currency: "EUR" })),
}));

const sensors = orders.flatMap(({ id, customer, at, total, lines }, i) => {
  const record = (place: number, event: string, properties: object) => ({
    _track_id: i * 10 + place,
    type: "track",
    event,
    distinct_id: customer,
    login_id: customer,
    time: at,
    properties: { order_id: id, currency: "EUR", ...properties },
  });
  return [
    record(0, "SubmitOrder", { order_amount: total }),
    ...lines.map((line, j) =>
      record(1 + j, "SubmitOrderDetail", {
        product_id: line.id,
        product_price: line.price,
        product_quantity: line.quantity,
      }),
    ),
  ];
});

const plain = {
  orders: orders.map(({ id, customer, at, total }) => ({
    order_id: id,
    customer_id: customer,
    ordered_at: iso(at),
    currency: "EUR",
    total_cents: Math.round(total * 100),
  })),
  lines: orders.flatMap(({ id, lines }) =>
    lines.map((line) => ({ order_id: id, item_id: line.id, quantity: line.quantity, unit_price: line.price })),
  ),
};

describe("the same orders", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  afterAll(() => shop.close());

  async function answers(...files: readonly (readonly object[])[]) {
    await shop.clear();
    const paths = files.map((objects, i) => shop.write(`file-${i}.json`, jsonLines(objects)));
    for (const report of await shop.load(paths)) expect(report).toMatchObject({ kind: "loaded", refused: 0 });
    return {
      sales: await shop.rows("select * exclude (line_id, channel) from sales order by order_id, item_id, quantity"),
      orders: await shop.rows("select order_id, customer_id, ordered_at, currency, total_cents from orders order by 1"),
    };
  }

  it.each([
    ["Segment calls", segment],
    ["Snowplow events", snowplow],
    ["Sensors records", sensors],
  ])("as %s give the answers of the plain form", async (_, tracked) => {
    const expected = await answers(plain.orders, plain.lines);
    expect(expected.sales).toHaveLength(plain.lines.length);
    expect(await answers(tracked)).toEqual(expected);
  });
});
