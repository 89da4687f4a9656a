import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { type Cell, type WorkbookOptions, type WorkbookSheet, workbookBytes } from "../../../test/workbook-bytes.js";

const LINES = ["order_id", "item_id", "quantity", "unit_price", "occurred_at"];
const at = { written: "45296.020833333336", format: "yyyy-mm-dd hh:mm" };

describe("a workbook", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "EUR" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const load = (sheets: readonly WorkbookSheet[], options: WorkbookOptions = {}) =>
    shop.load([shop.write("book.xlsx", workbookBytes(sheets, options))]);
  const sheet = (...rows: (readonly Cell[] | null)[]) => load([{ name: "Lines", rows: [LINES, ...rows] }]);
  const lines = () =>
    shop.rows(
      "select order_id, item_id, quantity, unit_price, cast(occurred_at as varchar) as at from order_lines order by order_id, line_number",
    );
  const refused = () => shop.rows("select file, line, reason from refusals order by line");

  it("is loaded sheet by sheet, each by its own columns; others are named and passed over", async () => {
    const reports = await load([
      {
        name: "Notes",
        rows: [
          ["made on", "2024-02-01"],
          ["by", "Ann"],
        ],
      },
      { name: "Lines", rows: [LINES, ["1", "A", 2, 9.99, at]] },
      {
        name: "订单",
        rows: [
          ["order_id", "ordered_at"],
          ["1", at],
        ],
      },
      { name: "Old", rows: [LINES, ["9", "A", 2, 9.99, at]], state: "hidden" },
      { name: "Empty" },
    ]);
    expect(reports).toMatchObject([
      { kind: "loaded", path: expect.stringMatching(/book\.xlsx#Lines$/), format: "order_lines", rows: 1, refused: 0 },
      { kind: "loaded", path: expect.stringMatching(/book\.xlsx#订单$/), format: "orders", rows: 1, refused: 0 },
      {
        kind: "passed",
        message: expect.stringMatching(/book\.xlsx#Notes is of no known format: its columns are made on, /),
      },
      { kind: "passed", message: expect.stringMatching(/book\.xlsx#Old is hidden: show the sheet/) },
      { kind: "passed", message: expect.stringMatching(/book\.xlsx#Empty is empty$/) },
    ]);
    expect(await lines()).toHaveLength(1);
    expect(await shop.rows("select order_id from orders")).toEqual([{ order_id: "1" }]);
    expect(await shop.rows("select file, format from loads order by load_id")).toEqual([
      { file: "book.xlsx#Lines", format: "order_lines" },
      { file: "book.xlsx#订单", format: "orders" },
    ]);
  });

  it("gives shared, inline and rich texts, numbers, dates, flags and results of formulas; an error is empty", async () => {
    const rich =
      '<c r="{at}" t="inlineStr"><is><r><t>Ta</t></r><rPh sb="0" eb="1"><t>ta</t></rPh><r><t xml:space="preserve">ble </t></r></is></c>';
    await sheet(
      ["1", { inline: "A & <b>" }, 2, "9.99", at],
      [1, { xml: rich }, { formula: "1+1", result: 2 }, { formula: "B1*2", result: "19.98" }, { error: "#N/A" }],
      [
        "0001",
        '_x0041_\n,"q"',
        "3",
        { written: "19.989999999999998", format: "0.00" },
        { written: 45296, format: "14" },
      ],
      null,
      [
        { written: 42, format: "00000" },
        "Z",
        { xml: '<c r="{at}"><v>1E0</v></c>' },
        0,
        { xml: '<c r="{at}" t="d"><v>2024-01-05T00:30:00Z</v></c>' },
      ],
    );
    expect(await lines()).toEqual([
      { order_id: "0001", item_id: 'A\n,"q"', quantity: 3, unit_price: 19.99, at: "2024-01-05 00:00:00" },
      { order_id: "00042", item_id: "Z", quantity: 1, unit_price: 0, at: "2024-01-05 00:30:00" },
      { order_id: "1", item_id: "A & <b>", quantity: 2, unit_price: 9.99, at: "2024-01-05 00:30:00" },
      { order_id: "1", item_id: "Table", quantity: 2, unit_price: 19.98, at: null },
    ]);
  });

  it("counts its days since 1904 where it says so", async () => {
    const rows = [
      ["order_id", "ordered_at", "cancelled"],
      ["1", { written: 43834, format: "yyyy-mm-dd" }, true],
    ];
    await load([{ name: "Orders", rows }], { date1904: true });
    expect(
      await shop.rows("select cast(ordered_at as varchar) as at, cast(cancelled as varchar) as no from orders"),
    ).toEqual([{ at: "2024-01-05 00:00:00", no: "true" }]);
  });

  it("has its header below titles, merged or not, and its table anywhere; what stands beside it is no part of it", async () => {
    const beside = [null, null, ...LINES.slice(0, 4)];
    await load([
      {
        name: "Report",
        rows: [
          ["Orders of January"],
          ["from", "2024-01-01", "to", "2024-01-31"],
          null,
          beside,
          [null, null, "1", "A", 2, 1.5, null, "call back"],
          [null, null, null, null, null, null, null, "a note alone"],
          [null, null, "1", "B", "two", 1.5],
        ],
      },
    ]);
    expect(await shop.rows("select item_id from order_lines")).toEqual([{ item_id: "A" }]);
    expect(await refused()).toEqual([{ file: "book.xlsx#Report", line: 7, reason: "quantity: not a whole number" }]);
  });

  it("keeps the numbers of its rows where some are absent or empty", async () => {
    await sheet(null, ["1", "A", "x", 1], [null, null], null, ["1", "B", "y", 1]);
    expect(await refused()).toMatchObject([{ line: 3 }, { line: 6 }]);
  });

  it("loses no digit of an order number or a phone number held as a number", async () => {
    await sheet([202401050000123, "A", 1, 1], [{ xml: '<c r="{at}"><v>2.02401050000123E+14</v></c>' }, "B", 1, 1]);
    expect(await shop.rows("select distinct order_id from order_lines")).toEqual([{ order_id: "202401050000123" }]);
  });

  it("refuses rows whose number has lost its last digits, but not where its writer kept them all", async () => {
    const long = (written: string): Cell => ({ xml: `<c r="{at}"><v>${written}</v></c>` });
    const [report] = await sheet(
      [long("1234567890123450000"), "A", 1, 1],
      [long("1.23456789012346E+18"), "A", 1, 1],
      ["1234567890123450000", "B", 1, 1],
      [12, "C", 1, 1],
    );
    expect(report).toMatchObject({ rows: 4, refused: 2, reasons: [{ rows: 2 }] });
    expect((await refused())[0]).toMatchObject({
      line: 2,
      reason: expect.stringMatching(/^"order_id" is a number that lost its last digits/),
    });
    expect(await shop.rows("select order_id from order_lines order by 1")).toEqual([
      { order_id: "12" },
      { order_id: "1234567890123450000" },
    ]);
    await shop.clear();
    expect(
      await sheet([long("1234567890123450000"), "A", 1, 1], [long("1234567890123456789"), "A", 1, 1]),
    ).toMatchObject([{ refused: 0 }]);
  });

  it("refuses a row with a formula that was never calculated, where its column is read", async () => {
    await sheet(["1", "A", 1, { formula: "A1" }, null, { formula: "A1" }], ["1", "B", 1, 1, null, { formula: "A1" }]);
    expect(await refused()).toMatchObject([
      { line: 2, reason: '"unit_price" is a formula without its result: open the workbook in Excel and save it again' },
    ]);
    expect(await shop.rows("select item_id from order_lines")).toEqual([{ item_id: "B" }]);
  });

  it("may have been written by other programs: prefixed names, no places of cells, UTF-16, the strict form", async () => {
    const plain =
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>order_id</t></is></c><c t="inlineStr"><is><t>ordered_at</t></is></c></row><row><c><v>7</v></c><c t="str"><v>2024-01-05</v></c></row></sheetData></worksheet>';
    const wide = Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${plain}`, "utf16le");
    for (const xml of [plain, wide]) {
      await shop.clear();
      await load([{ name: "Orders", xml }]);
      expect(await shop.rows("select order_id from orders")).toEqual([{ order_id: "7" }]);
    }
    await shop.clear();
    await load([{ name: "Lines", rows: [LINES, ["1", "A", 1, 1, at]] }], { prefix: "x" });
    expect(await lines()).toHaveLength(1);
    await shop.clear();
    const strict = (type: string, target: string) =>
      `<Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/${type}" Target="${target}"/>`;
    const parts = {
      "_rels/.rels": `<Relationships>${strict("officeDocument", "/xl/workbook.xml")}</Relationships>`,
      "xl/_rels/workbook.xml.rels": `<Relationships>${strict("worksheet", "Worksheets/Sheet1.xml")}</Relationships>`,
    };
    await load([{ name: "Orders", xml: plain }], { parts });
    expect(await shop.rows("select order_id from orders")).toEqual([{ order_id: "7" }]);
  });

  it("shows nobody in what it refuses, and keeps nobody outside of the vault", async () => {
    const header = ["Name", "Email", "Billing Name", "Financial Status", "Created at", "Currency"];
    const line = ["Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku"];
    const order = (name: string, price: Cell): Cell[] => [
      name,
      "anna.berg@example.com",
      "Anna Berg",
      "paid",
      at,
      "EUR",
      1,
      "Tee",
      price,
      "TEE",
    ];
    const rows = [[...header, ...line], order("#1", 5), order("#2", { formula: "1+1" }), order("#3", "dear")];
    const [report] = await load([{ name: "Orders", rows }]);
    expect(report).toMatchObject({ format: "shopify-orders", rows: 3, refused: 2 });
    expect(await shop.everything()).not.toMatch(/anna|berg/i);
  });

  it("replayed changes nothing, and is the same under another name", async () => {
    const rows = [LINES, ["1", "A", 2, 9.99, at], ["1", "A", 2, 9.99, at], ["1", "B", "x", 1, at]];
    const bytes = workbookBytes([{ name: "Lines", rows }]);
    await shop.load([shop.write("a.xlsx", bytes)]);
    const once = [await lines(), await shop.rows("select count(*) as n from refusals")];
    await shop.load([shop.write("a.xlsx", bytes)]);
    await shop.load([shop.write("b.xlsx", workbookBytes([{ name: "Other", rows }]))]);
    expect([await lines(), await shop.rows("select count(*) as n from refusals")]).toEqual(once);
  });
});
