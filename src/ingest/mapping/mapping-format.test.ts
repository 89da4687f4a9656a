import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { type Mapping, mappingSchema } from "./mapping.js";

const asMapping = (given: object): Mapping => mappingSchema.parse({ mapping: 1, name: "till", ...given });

const lines = {
  table: "order_lines",
  columns: { order_id: "Receipt", item_id: "Article", quantity: "Pieces", unit_price: "Price" },
};

describe("a file read as a mapping says", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai", currency: "EUR", warehouse: "file" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const load = async (content: string, mapping: object, name = "till.csv") =>
    (await shop.load([shop.write(name, content)], { mappings: [asMapping(mapping)] }))[0];
  const csv = (header: string, ...rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

  it("fills several tables from a row, in the source's own words, dates, numbers and zone", async () => {
    const mapping = {
      dates: "day-month-year",
      decimal: ",",
      timeZone: "Europe/Berlin",
      tables: [
        lines,
        {
          table: "orders",
          columns: {
            order_id: "Receipt",
            ordered_at: { join: ["Date", "Time"] },
            channel: { value: "till" },
            cancelled: { column: "State", words: { void: "true" }, otherwise: "false" },
            total_cents: "Total",
          },
        },
        { table: "items", columns: { item_id: "Article", name: "Name", price: "Price" } },
      ],
    };
    const content = csv(
      "Receipt;Date;Time;Article;Name;Pieces;Price;Total;State",
      "1;05.01.2024;00:30;TEA;Tea, black;3;1.234,50 €;3.703,50;paid",
      "2;29.02.24;23:59:30;MUG;Mug;-1;0,29;-0,29;VOID",
    );
    expect(await load(content, mapping)).toMatchObject({ kind: "loaded", format: "till", rows: 2, refused: 0 });
    expect(
      await shop.rows(
        "select order_id, epoch_ms(ordered_at) as at, channel, cancelled, total_cents from orders order by 1",
      ),
    ).toEqual([
      { order_id: "1", at: Date.UTC(2024, 0, 4, 23, 30), channel: "till", cancelled: 0, total_cents: 370_350 },
      { order_id: "2", at: Date.UTC(2024, 1, 29, 22, 59, 30), channel: "till", cancelled: 1, total_cents: -29 },
    ]);
    expect(await shop.rows("select order_id, item_id, quantity, unit_price from order_lines order by 1")).toEqual([
      { order_id: "1", item_id: "TEA", quantity: 3, unit_price: 1234.5 },
      { order_id: "2", item_id: "MUG", quantity: -1, unit_price: 0.29 },
    ]);
    expect(await shop.rows("select item_id, name, price from items order by 1")).toEqual([
      { item_id: "MUG", name: "Mug", price: 0.29 },
      { item_id: "TEA", name: "Tea, black", price: 1234.5 },
    ]);
    await load(content, mapping);
    expect(await shop.rows("select count(*) as n, sum(quantity) as pieces from order_lines")).toEqual([
      { n: 2, pieces: 2 },
    ]);
  });

  it("refuses a row with the file's own column name and what it expected, out of all tables", async () => {
    const mapping = {
      dates: "day-month-year",
      decimal: ",",
      tables: [lines, { table: "orders", columns: { order_id: "Receipt", ordered_at: "Date" } }],
    };
    const content = csv(
      "Receipt;Date;Article;Pieces;Price",
      "1;31.02.2024;TEA;1;1,00",
      "2;01.02.2024;TEA;1;1.00",
      "3;01.02.2024;TEA;two;1,00",
      ";01.02.2024;TEA;1;1,00",
      "5;01/13/2024;TEA;1;1,00",
      "6;2024-02-01;TEA;1;NaN",
      "7;2024-02-01;TEA;1;1,00",
    );
    expect(await load(content, mapping)).toMatchObject({ rows: 7, refused: 6 });
    expect(await shop.rows("select line, reason from refusals order by line")).toEqual([
      { line: 2, reason: "Date: not a day-month-year date such as 31.01.2024" },
      { line: 3, reason: "Price: not an amount such as 2,55" },
      { line: 4, reason: "Pieces: not a whole number" },
      { line: 5, reason: "Receipt: missing" },
      { line: 6, reason: "Date: not a day-month-year date such as 31.01.2024" },
      { line: 7, reason: "Price: not an amount such as 2,55" },
    ]);
    expect(await shop.rows("select order_id from orders")).toEqual([{ order_id: "7" }]);
    expect(await shop.rows(`select row from '${shop.folder}/quarantine/*.parquet' where line = 2`)).toEqual([
      { row: '{"Receipt":"1","Article":"TEA","Pieces":"1","Price":"1,00","Date":"31.02.2024"}' },
    ]);
  });

  it("turns personal columns into the pseudonyms every other source of the shop comes to, and keeps the originals in the vault", async () => {
    const who = [
      { column: "Mail", pseudonym: "email" },
      { column: "Phone", pseudonym: "phone" },
    ];
    const mapping = {
      tables: [
        { table: "orders", columns: { order_id: "Receipt", ordered_at: "Date", customer_id: who } },
        { table: "customers", columns: { customer_id: who } },
        {
          table: "identities",
          columns: { customer_id: who, kind: { value: "email" }, value: { column: "Mail", pseudonym: "email" } },
        },
      ],
      people: { name: { join: ["First", "Last"] } },
    };
    const content = csv(
      "Receipt,Date,Mail,Phone,First,Last",
      "1,2024-01-01,Anna@Example.com,+49 170 1234567,Anna,Archer",
      "2,2024-01-01,,+49 170 7654321,,",
      "3,2024-01-01,b***@example.com,,,",
      "4,soon,carl@example.com,,Carl,Carver",
    );
    expect(await load(content, mapping)).toMatchObject({ rows: 4, refused: 1 });
    await shop.load([
      shop.write(
        "plain.jsonl",
        '{"type":"identify","messageId":"1","userId":"anna@example.com","timestamp":"2024-01-01T00:00:00Z"}\n',
      ),
    ]);
    const customers = await shop.rows("select customer_id from customers order by 1");
    expect(customers).toHaveLength(2); // the tracker's Anna is the till's
    expect(await shop.rows("select order_id from orders where customer_id is null")).toEqual([{ order_id: "3" }]);
    expect(await shop.rows("select distinct kind from originals order by 1")).toEqual([
      { kind: "email" },
      { kind: "name" },
      { kind: "phone" },
    ]);
    const everything = await shop.everything();
    for (const word of ["anna@", "Anna@", "Archer", "1234567", "7654321", "carl@", "Carver"])
      expect(everything).not.toContain(word);
  });

  it("makes a pseudonym of an address in an id that nobody called personal", async () => {
    const mapping = {
      tables: [{ table: "orders", columns: { order_id: "no", ordered_at: "at", customer_id: "who" } }],
    };
    await load(csv("no,at,who", "1,2024-01-01,anna@example.com", "2,2024-01-01,4711"), mapping);
    expect(await shop.rows("select length(customer_id) as n from orders order by order_id")).toEqual([
      { n: 32 },
      { n: 4 },
    ]);
    expect(await shop.everything()).not.toContain("anna@");
  });

  it("takes price and discount of a line from what it comes to, to the cent", async () => {
    const total = { order_id: "no", item_id: "item", quantity: "n", line_total: "sum" };
    const withPrice = { ...total, unit_price: "price" };
    const content = csv(
      "no,item,n,price,sum",
      "1,A,3,,10.00",
      "2,A,7,0.29,2.00",
      "3,A,0,,5.00",
      "4,A,1,1.00,much",
      "5,A,600,,0.07",
    );
    for (const columns of [total, withPrice]) {
      await shop.clear();
      expect(await load(content, { tables: [{ table: "order_lines", columns }] })).toMatchObject({
        rows: 5,
        refused: 1,
        reasons: [{ reason: "sum: not an amount such as 2.55" }],
      });
      expect(await shop.rows("select order_id, own_cents as cents from converted_lines order by 1")).toEqual([
        { order_id: "1", cents: 1000 },
        { order_id: "2", cents: 200 },
        { order_id: "3", cents: 500 },
        { order_id: "5", cents: 7 },
      ]);
    }
    expect(await shop.rows("select unit_price, discount from order_lines where order_id = '2'")).toEqual([
      { unit_price: 0.29, discount: 0.03 },
    ]);
  });

  it("tells sales from refunds by a column, and refuses a row that no table takes", async () => {
    const mapping = {
      tables: [
        { ...lines, when: { column: "Kind", is: ["sale"] } },
        {
          table: "refunds",
          when: { column: "Kind", is: ["refund", "return"] },
          columns: {
            refund_id: { join: ["Receipt", "Article"], with: "/" },
            order_id: "Receipt",
            cents: { column: "Price", sign: "absolute" },
          },
        },
        { table: "items", columns: { item_id: "Article" } },
      ],
    };
    const content = csv(
      "Kind,Receipt,Article,Pieces,Price",
      "Sale,1,TEA,1,2.50",
      "Return,1,TEA,,-2.50",
      "Tip,1,TIP,1,1.00",
      ",2,MUG,1,1.00",
    );
    expect(await load(content, mapping)).toMatchObject({
      refused: 2,
      reasons: [{ reason: "Receipt: no table of the mapping takes it", rows: 2 }],
    });
    expect(await shop.rows("select order_id, item_id from order_lines")).toEqual([{ order_id: "1", item_id: "TEA" }]);
    expect(await shop.rows("select refund_id, cents from refunds")).toEqual([{ refund_id: "1/TEA", cents: 250 }]);
    expect(await shop.rows("select item_id from items")).toEqual([{ item_id: "TEA" }]);
  });

  it("reads JSON lines, nested ones too, and Parquet alike", async () => {
    const mapping = {
      dates: "unix-seconds",
      tables: [
        {
          table: "orders",
          columns: {
            order_id: "no",
            ordered_at: "meta.at",
            customer_id: "customer.id",
            country: "customer.home.country",
          },
        },
        { table: "items", columns: { item_id: "thing" } },
      ],
    };
    const rows = [
      { no: "1", meta: { at: 1_704_067_200 }, customer: { id: "c1", home: { country: "DE" } } },
      { no: "2", meta: { at: "1704067201" }, customer: null },
    ];
    const json = rows.map((row) => JSON.stringify(row)).join("\n");
    expect(await load(json, mapping, "orders.jsonl")).toMatchObject({ kind: "loaded", rows: 2, refused: 0 });
    const truth = await shop.rows(
      "select order_id, customer_id, country, epoch_ms(ordered_at) as at from orders order by 1",
    );
    expect(truth).toEqual([
      { order_id: "1", customer_id: "c1", country: "DE", at: 1_704_067_200_000 },
      { order_id: "2", customer_id: null, country: null, at: 1_704_067_201_000 },
    ]);
    const parquet = join(shop.folder, "orders.parquet");
    await shop.warehouse.execute(
      `copy (select *, null::varchar as thing from read_json('${join(shop.folder, "orders.jsonl")}')) to '${parquet}' (format parquet)`,
    );
    await shop.clear();
    const [report] = await shop.load([parquet], { mappings: [asMapping(mapping)] });
    expect(report).toMatchObject({ kind: "loaded", format: "till", rows: 2, refused: 0 });
    expect(
      await shop.rows("select order_id, customer_id, country, epoch_ms(ordered_at) as at from orders order by 1"),
    ).toEqual(truth);
  });

  it("takes a file that fits it before any format does, and leaves every other file to those", async () => {
    const mapping = { tables: [{ table: "orders", columns: { order_id: "order_id", ordered_at: "made" } }] };
    const own = csv("order_id,made,ordered_at", "1,2024-01-01,2024-09-09");
    expect(await load(own, mapping)).toMatchObject({ format: "till" });
    expect(await shop.rows("select epoch_ms(ordered_at) as at from orders")).toEqual([
      { at: Date.UTC(2023, 11, 31, 16) },
    ]);
    expect(await load(csv("order_id,ordered_at", "2,2024-01-01"), mapping)).toMatchObject({ format: "orders" });
  });

  it("says which of its columns a file lacks", async () => {
    expect(await load(csv("Receipt;Article;Pieces", "1;TEA;1"), { tables: [lines] })).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/its columns are Receipt, Article, Pieces; as till it would still need Price$/),
    });
  });

  it("frees what is guarded against spreadsheets", async () => {
    await load(csv("Receipt,Article,Pieces,Price", `"=""001""",'+49,1,"=""2.50"""`), { tables: [lines] });
    expect(await shop.rows("select order_id, item_id, unit_price from order_lines")).toEqual([
      { order_id: "001", item_id: "+49", unit_price: 2.5 },
    ]);
  });
});
