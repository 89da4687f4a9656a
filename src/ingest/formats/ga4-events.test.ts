import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { ga4Event, ga4Lines } from "../../../test/ga4-export.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";

const noon = Date.UTC(2024, 0, 5, 12);
const tee = {
  item_id: "TEE",
  item_name: "A tee",
  item_brand: "Acme",
  item_category: "Shirts",
  price: 9.99,
  quantity: "2",
};
const mug = { item_id: "MUG", item_name: "A mug", price: "5" };
const purchase = (transaction: string | undefined, more: object = {}, at = noon) =>
  ga4Event("purchase", at, {
    items: [tee, mug],
    ecommerce: { transaction_id: transaction, purchase_revenue: 24.98, shipping_value: "3.5", tax_value: 1 },
    user_id: "c-1",
    ...more,
  });

describe("a GA4 export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(events: readonly object[], name = "events.json") {
    const [report] = await shop.load([shop.write(name, ga4Lines(events))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("gives an event for every item, and one for an event without", async () => {
    const report = await load([
      ga4Event("page_view", noon - 2000),
      ga4Event("view_item_list", noon - 1000, { items: [tee, mug] }),
      ga4Event("view_item", noon, { items: [tee] }),
      ga4Event("add_to_cart", noon + 1000, { items: [mug], user_id: "c-1" }),
      ga4Event("view_search_results", noon + 2000, {}, { search_term: "red shoes", campaign: "spring" }),
    ]);
    expect(report).toMatchObject({ format: "ga4-events", rows: 5, refused: 0 });
    const columns =
      "event, item_id, occurred_at, customer_id, anonymous_id, session_id, price, quantity, currency, query, campaign_id";
    const common = {
      customer_id: null,
      anonymous_id: "1234.5678",
      session_id: "1234.5678.1704449000",
      currency: "EUR",
    };
    const nothing = { item_id: null, price: null, quantity: null, query: null, campaign_id: null };
    expect(await shop.rows(`select ${columns} from events order by occurred_at, arrival`)).toEqual([
      { ...common, ...nothing, event: "page_view", occurred_at: noon - 2000 },
      {
        ...common,
        ...nothing,
        event: "view_item_list",
        occurred_at: noon - 1000,
        item_id: "TEE",
        price: 9.99,
        quantity: 2,
      },
      { ...common, ...nothing, event: "view_item_list", occurred_at: noon - 1000, item_id: "MUG", price: 5 },
      { ...common, ...nothing, event: "view", occurred_at: noon, item_id: "TEE", price: 9.99, quantity: 2 },
      { ...common, ...nothing, event: "cart", occurred_at: noon + 1000, item_id: "MUG", price: 5, customer_id: "c-1" },
      { ...common, ...nothing, event: "search", occurred_at: noon + 2000, query: "red shoes", campaign_id: "spring" },
    ]);
    expect(await shop.rows("select customer_id, kind, value, first_seen_at from identities")).toEqual([
      { customer_id: "c-1", kind: "device", value: "1234.5678", first_seen_at: noon + 1000 },
    ]);
  });

  it("makes an order of a purchase, once however often it was sent", async () => {
    await load([purchase("T-1", {}, noon + 60_000), purchase("T-1"), purchase("T-2", { user_id: undefined })]);
    expect(
      await shop.rows(
        "select order_id, customer_id, ordered_at, country, currency, shipping_cents, tax_cents, total_cents, origin from orders order by 1",
      ),
    ).toEqual([
      {
        order_id: "T-1",
        customer_id: "c-1",
        ordered_at: noon,
        country: "Germany",
        currency: "EUR",
        shipping_cents: 350,
        tax_cents: 100,
        total_cents: 2498,
        origin: "analytics",
      },
      {
        order_id: "T-2",
        customer_id: null,
        ordered_at: noon,
        country: "Germany",
        currency: "EUR",
        shipping_cents: 350,
        tax_cents: 100,
        total_cents: 2498,
        origin: "analytics",
      },
    ]);
    expect(await shop.rows("select order_id, item_id, quantity, cents from sales order by order_id, line_id")).toEqual([
      { order_id: "T-1", item_id: "TEE", quantity: 2, cents: 1998 },
      { order_id: "T-1", item_id: "MUG", quantity: 1, cents: 500 },
      { order_id: "T-2", item_id: "TEE", quantity: 2, cents: 1998 },
      { order_id: "T-2", item_id: "MUG", quantity: 1, cents: 500 },
    ]);
  });

  it.each([undefined, "", "(not set)"])("makes no order of a purchase whose transaction is %j", async (transaction) => {
    await load([purchase(transaction)]);
    expect(await shop.rows("select count(*) as n from orders")).toEqual([{ n: 0 }]);
    expect(await shop.rows("select count(*) as n from events where event = 'purchase'")).toEqual([{ n: 2 }]);
  });

  it("finds the transaction and a price where a tracker put them elsewhere", async () => {
    const items = [{ item_name: "Only a name", item_revenue: 30, quantity: 3 }, { item_id: "FREE" }];
    await load([ga4Event("purchase", noon, { items }, { transaction_id: "T-9" })]);
    expect(await shop.rows("select order_id, item_id, quantity, unit_price from order_lines")).toEqual([
      { order_id: "T-9", item_id: "Only a name", quantity: 3, unit_price: 10 },
    ]);
  });

  it("does not count a tracker's copy where the shop's own books are loaded, in whatever order", async () => {
    const book = `order_id,ordered_at,customer_id\nT-1,2024-01-05 12:00:00,c-1\n`;
    const lines = `order_id,item_id,quantity,unit_price\nT-1,TEE,1,9.00\n`;
    const files = () => [shop.write("orders.csv", book), shop.write("lines.csv", lines)];
    const sold = () => shop.rows("select order_id, item_id, cents from sales order by 1, 2");
    await shop.load(files());
    await load([purchase("T-1"), purchase("T-2")]);
    const expected = [{ order_id: "T-1", item_id: "TEE", cents: 900 }];
    expect(await sold()).toEqual(expected);
    await shop.clear();
    await load([purchase("T-1"), purchase("T-2")]);
    await shop.load(files());
    expect(await sold()).toEqual(expected);
  });

  it("is the same loaded twice, and as Parquet", async () => {
    const batch = { batch_page_id: "1", batch_ordering_id: "2", user_id: undefined };
    const events = [
      ga4Event("view_item", noon, { items: [tee], ...batch, batch_event_index: "1" }),
      ga4Event("view_item", noon, { items: [tee], ...batch, batch_event_index: "2" }),
      purchase("T-1"),
    ];
    const content = async () => [
      await shop.rows("select * exclude (arrival) from events order by row_key"),
      await shop.rows("select * from orders"),
      await shop.rows("select * from items order by item_id"),
    ];
    await load(events);
    const first = await content();
    expect(first[0]).toHaveLength(4);
    await load(events);
    expect(await content()).toEqual(first);
    const parquet = join(shop.folder, "events.parquet");
    await shop.warehouse.execute(
      `copy (select * replace (cast(event_timestamp as bigint) as event_timestamp) from read_json('${join(shop.folder, "events.json")}',
         columns = {event_timestamp: 'varchar', event_name: 'varchar', event_bundle_sequence_id: 'bigint', batch_page_id: 'bigint',
           batch_ordering_id: 'bigint', batch_event_index: 'bigint', stream_id: 'varchar', user_id: 'varchar', user_pseudo_id: 'varchar',
           event_params: 'struct(key varchar, "value" struct(string_value varchar, int_value bigint, float_value double, double_value double))[]',
           items: 'struct(item_id varchar, item_name varchar, item_brand varchar, item_category varchar, price double, quantity bigint)[]',
           ecommerce: 'struct(transaction_id varchar, purchase_revenue double, shipping_value double, tax_value double)',
           geo: 'struct(country varchar, city varchar)'})) to '${parquet}' (format parquet)`,
    );
    await shop.load([parquet]);
    expect(await content()).toEqual(first);
  });

  it("reads lists as BigQuery writes them to Parquet", async () => {
    const listed = (values: readonly object[]) => ({ list: values.map((element) => ({ element })) });
    const event = purchase("T-1");
    await load([{ ...event, items: listed([tee, mug]), event_params: listed(event.event_params) }]);
    expect(await shop.rows("select item_id, session_id from events order by arrival")).toEqual([
      { item_id: "TEE", session_id: "1234.5678.1704449000" },
      { item_id: "MUG", session_id: "1234.5678.1704449000" },
    ]);
  });

  it("keeps equal events of nobody apart, as nothing says that they are one", async () => {
    const nobody = ga4Event("page_view", noon, { user_pseudo_id: undefined, event_bundle_sequence_id: undefined });
    await load([nobody, nobody]);
    expect(await shop.rows("select count(*) as n from events")).toEqual([{ n: 2 }]);
  });

  it("knows a user id that is an e-mail address as the shop knows the address", async () => {
    await load([ga4Event("page_view", noon, { user_id: "Anna@Example.com" })]);
    expect(await shop.rows("select customer_id from events")).toEqual([
      { customer_id: pseudonym(testKey, "email", "anna@example.com") },
    ]);
    expect(await shop.everything()).not.toMatch(/anna@/i);
  });

  it("refuses what is no event, each row alone, and survives what is no list", async () => {
    const report = await load([
      ga4Event("page_view", noon),
      ga4Event("page_view", noon, { event_timestamp: "noon" }),
      ga4Event("page_view", noon, { event_timestamp: "99999999999999999999999" }),
      ga4Event("page_view", noon, { event_timestamp: undefined }),
      ga4Event("view_item", noon, { items: "a tee" }),
      ga4Event("view_item", noon, { items: { item_id: "TEE" } }),
      ga4Event("page_view", noon, { event_name: undefined }),
      { ...ga4Event("scroll", noon), event_params: "nothing", geo: 7, ecommerce: [1] },
      ga4Event("view_item", noon, {
        items: [7, null, { item_id: { deep: true } }, { quantity: "1e400", item_id: "X" }],
      }),
      ga4Event("view_item", noon, { items: [{ item_id: "Y", price: "NaN" }] }),
    ]);
    expect(report.reasons).toEqual([
      { reason: "event_timestamp: not a time in microseconds since 1970", rows: 2 },
      { reason: "items: not a list", rows: 2 },
      { reason: "event_name: missing", rows: 1 },
      { reason: "event_timestamp: missing", rows: 1 },
      { reason: "price: not an amount such as 2.55", rows: 1 },
    ]);
    expect(await shop.rows("select event, count(*) as n from events group by 1 order by 1")).toEqual([
      { event: "page_view", n: 1 },
      { event: "scroll", n: 1 },
      { event: "view", n: 4 },
    ]);
  });
});
