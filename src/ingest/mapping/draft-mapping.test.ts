import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { type Mapping, mappingSchema } from "./mapping.js";

describe("a file of no known format", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function draftOf(name: string, ...rows: readonly string[]) {
    const path = shop.write(name, `${rows.join("\n")}\n`);
    const [report] = await shop.load([path]);
    if (report?.kind !== "refused") throw new Error("it is known");
    expect(report.message).toMatch(/is of no known format/);
    return { path, draft: report.draft };
  }
  const tablesOf = (mapping: Mapping | undefined) =>
    Object.fromEntries((mapping?.tables ?? []).map(({ table, columns }) => [table, columns]));
  const loadWith = async (path: string, mapping: Mapping | undefined) =>
    (await shop.load([path], { mappings: mapping ? [mappingSchema.parse(mapping)] : [] }))[0];

  it("of order lines in English is drafted, shown with masked samples, and loads with its draft as it is", async () => {
    const { path, draft } = await draftOf(
      "Till Export 2024.csv",
      "Receipt No,Sale Date,SKU,Product,Qty,Unit price,Line total,Customer email,Mobile,Customer name,Status,Memo",
      "1,01/13/2024 9:05 PM,TEA,Black tea,2,£2.50,£5.00,anna@example.com,+44 170 1234567,Anna Archer,paid,call 0170 1234567",
      "1,01/13/2024 9:05 PM,MUG,Mug,1,£7.00,£6.50,anna@example.com,+44 170 1234567,Anna Archer,paid,",
      "2,02/01/2024 8:00 AM,MUG,Mug,1,£7.00,£7.00,,,,Cancelled,",
    );
    expect(draft?.mapping).toMatchObject({
      name: "till-export-2024",
      dates: "month-day-year",
      people: { name: "Customer name" },
    });
    expect(tablesOf(draft?.mapping)).toMatchObject({
      order_lines: {
        order_id: "Receipt No",
        item_id: "SKU",
        quantity: "Qty",
        unit_price: "Unit price",
        line_total: "Line total",
      },
      orders: {
        ordered_at: "Sale Date",
        currency: { value: "GBP" },
        cancelled: { column: "Status", words: { Cancelled: "true" } },
      },
      items: { item_id: "SKU", name: "Product", price: "Unit price" },
    });
    const shown = Object.fromEntries(
      (draft?.columns ?? []).map(({ header, samples, becomes }) => [header, [samples, becomes]]),
    );
    expect(shown["Sale Date"]).toEqual([["01/13/2024 9:05 PM", "02/01/2024 8:00 AM"], ["orders.ordered_at"]]);
    expect(shown["Customer email"]).toEqual([
      ["•••"],
      ["orders.customer_id (pseudonym)", "identities.value (pseudonym)"],
    ]);
    expect(shown["Customer name"]).toEqual([["•••"], ["people.name"]]);
    expect(shown["Memo"]).toEqual([["call •••"], []]);
    expect(JSON.stringify(draft?.columns)).not.toMatch(/anna|Archer|1234567/);

    expect(await loadWith(path, draft?.mapping)).toMatchObject({
      kind: "loaded",
      format: "till-export-2024",
      rows: 3,
      refused: 0,
    });
    expect(await shop.rows("select order_id, item_id, cents, kind from converted_lines order by all")).toEqual([
      { order_id: "1", item_id: "MUG", cents: 650, kind: "sale" },
      { order_id: "1", item_id: "TEA", cents: 500, kind: "sale" },
      { order_id: "2", item_id: "MUG", cents: 700, kind: "refund" },
    ]);
    expect(await shop.rows("select epoch_ms(ordered_at) as at from orders where order_id = '1'")).toEqual([
      { at: Date.UTC(2024, 0, 13, 13, 5) },
    ]);
  });

  it("of order lines in Chinese is drafted and loads with its draft as it is", async () => {
    const { path, draft } = await draftOf(
      "销售明细.csv",
      "流水号,销售日期,货号,品名,件数,售价,小计,会员号,手机",
      "1001,2024年1月5日 09:30,TEE,红色连衣裙,2,¥19.90,39.80,8001,13800138000",
      "1002,2024年2月29日 10:00,MUG,马克杯,1,¥9.90,8.90,8002,13900139000",
    );
    expect(draft?.mapping).toMatchObject({ name: "my-export", dates: "year-month-day" });
    expect(draft?.columns.filter(({ becomes }) => becomes.length === 0)).toEqual([]);
    expect(await loadWith(path, draft?.mapping)).toMatchObject({ rows: 2, refused: 0 });
    expect(await shop.rows("select order_id, item_id, cents from converted_lines order by all")).toEqual([
      { order_id: "1001", item_id: "TEE", cents: 3980 },
      { order_id: "1002", item_id: "MUG", cents: 890 },
    ]);
    expect(await shop.rows("select length(customer_id) as n from orders")).toEqual([{ n: 32 }, { n: 32 }]);
  });

  it.each([
    ["orders", "Order ID,Order date,Total,Shipping fee\n1,2024-01-01,10.00,2.50"],
    ["events", "event_name;timestamp;sku;user id\nview;2024-01-01 10:00:00;A;7"],
    ["refunds", "Refund ID,Order number,Refund amount,Date,Reason\nR1,1,-5.00,2024-01-01,too late"],
    ["spend", "Day,Platform,Campaign,Cost,Clicks\n2024-01-01,search,brand,12.50,7"],
    ["reviews", "Review ID,Product SKU,Stars,Comment,Date\n1,A,5,good,2024-01-01"],
    ["items", "Article number,Product name,Category,Price\nA,Tea,Drinks,2.50"],
    ["customers", "Client no,E-Mail,Country,Created\n1,anna@example.com,DE,2024-01-01"],
  ])("of %s is drafted, and loads with its draft as it is", async (table, content) => {
    const { path, draft } = await draftOf("x.csv", content);
    expect(draft?.mapping.tables[0]?.table).toBe(table);
    expect(draft?.questions).toEqual([]);
    expect(await loadWith(path, draft?.mapping)).toMatchObject({ kind: "loaded", rows: 1, refused: 0 });
    expect(await shop.rows(`select count(*) as n from ${table}`)).toEqual([{ n: 1 }]);
  });

  it("is asked about where nothing says enough, and a draft that still asks is not taken", async () => {
    const { draft } = await draftOf("x.csv", "Order number,When,Product\n1,05/06/2024,Tea\n2,07/08/2024,Mug");
    expect(draft?.questions).toEqual([
      'order_lines.unit_price must be said and no column seems to hold it: "?" stands there',
      '"When" could be read in several ways: the draft says month-day-year',
      "no column seems to hold the pieces of a line: the draft takes each for 1",
    ]);
    expect(mappingSchema.safeParse(draft?.mapping).success).toBe(false);
  });

  it("of nested JSON is drafted by the names of what is within", async () => {
    const row = {
      number: "1",
      created: "2024-01-05T10:00:00Z",
      buyer: { email: "anna@example.com", country: "DE" },
      price: { total: 12.5 },
    };
    const { path, draft } = await draftOf("orders.jsonl", JSON.stringify({ order: row.number, ...row }));
    expect(tablesOf(draft?.mapping)).toMatchObject({
      orders: {
        order_id: "order",
        ordered_at: "created",
        customer_id: { column: "buyer.email" },
        total_cents: "price.total",
      },
    });
    expect(await loadWith(path, draft?.mapping)).toMatchObject({ rows: 1, refused: 0 });
    expect(await shop.rows("select country, total_cents from orders")).toEqual([{ country: "DE", total_cents: 1250 }]);
  });

  it("is not drafted where its first line is data, nor where its format was named", async () => {
    expect((await draftOf("x.csv", "anna@example.com,12.50", "bo@example.com,3.00")).draft).toBeUndefined();
    const [report] = await shop.load([shop.write("x.csv", "a,b\n1,2\n")], { format: "orders" });
    expect(report).not.toHaveProperty("draft");
  });
});
