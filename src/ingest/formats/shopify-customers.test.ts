import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";
import { orderRow, shopifyCsv } from "../../../test/shopify-export.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["shopify-customers"];
const anna = pseudonym(testKey, "email", "anna@example.com");
const phone = pseudonym(testKey, "phone", "491701234567");

const row: Row = {
  "Customer ID": "'6012345678901",
  "First Name": "Anna",
  "Last Name": "Muster",
  Email: "Anna@example.com",
  "Accepts Email Marketing": "yes",
  "Default Address Address1": "Musterweg 1",
  "Default Address Country Code": "DE",
  "Default Address Phone": "'+49 170 1234567",
  "Total Spent": "34.98",
  "Total Orders": "1",
};

describe("a Shopify customers export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[], columns: readonly string[] = headers.today) {
    const [report] = await shop.load([shop.write("customers_export.csv", csvText(columns, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("of today is a customer and all they are known by", async () => {
    expect(await load([row])).toMatchObject({ format: "shopify-customers", rows: 1, refused: 0 });
    expect(await shop.rows("select customer_id, country, accepts_marketing from customers")).toEqual([
      { customer_id: anna, country: "DE", accepts_marketing: 1 },
    ]);
    expect(await shop.rows("select customer_id, kind, value from identities order by kind")).toEqual([
      { customer_id: anna, kind: "account", value: "6012345678901" },
      { customer_id: anna, kind: "email", value: anna },
      {
        customer_id: anna,
        kind: "name",
        value: pseudonym(testKey, "name", `${row["First Name"]} ${row["Last Name"]}`),
      },
      { customer_id: anna, kind: "phone", value: phone },
    ]);
  });

  it("of the older generation is one too, its country by the code", async () => {
    const older = { Email: "anna@example.com", "Accepts Marketing": "no", Country: "Germany", "Country Code": "DE" };
    await load([{ ...older, Phone: "0049 170 1234567", "Total Spent": "0.00", "Total Orders": "0" }], headers.older);
    expect(await shop.rows("select customer_id, country, accepts_marketing from customers")).toEqual([
      { customer_id: anna, country: "DE", accepts_marketing: 0 },
    ]);
    expect(await shop.rows("select value from identities where kind = 'phone'")).toEqual([{ value: phone }]);
  });

  it.each([
    ["by e-mail", {}, {}],
    ["by phone", { Email: "", Phone: "+49 170 1234567" }, { Email: "", Phone: "'+49 (170) 123-4567" }],
    ["by the default address's phone", { Email: "" }, { Email: "", "Billing Phone": "+49 170 1234567" }],
  ])("knows whom the orders export knows %s", async (_, customer, order) => {
    await load([{ ...row, ...customer }]);
    await shop.load([shop.write("orders_export.csv", shopifyCsv([orderRow("#1", order)]))]);
    expect(await shop.rows("select count(*) as n from customers")).toEqual([{ n: 1 }]);
    expect(await shop.rows("select accepts_marketing from orders join customers using (customer_id)")).toEqual([
      { accepts_marketing: 1 },
    ]);
  });

  it("knows one who left neither address nor number by the customer number", async () => {
    await load([{ ...row, Email: "", "Default Address Phone": "" }]);
    expect(await shop.rows("select customer_id from customers")).toEqual([{ customer_id: "6012345678901" }]);
  });

  it("changes nothing when it is loaded again", async () => {
    const rows = [row, { ...row, Email: "b@example.com", "Customer ID": "'2" }];
    await load(rows);
    const before = await shopContents(shop);
    await load(rows);
    expect(await shopContents(shop)).toEqual(before);
  });

  it("refuses whom nothing tells from others, and an answer that is neither yes nor no", async () => {
    const nobody = { ...row, "Customer ID": "", Email: "", "Default Address Phone": "" };
    const report = await load([nobody, { ...row, "Accepts Email Marketing": "perhaps" }, { ...row, Email: "b@x.org" }]);
    expect(report.reasons).toEqual([
      { reason: "Accepts Email Marketing: not true or false", rows: 1 },
      { reason: "Customer ID: no number, e-mail address or phone number", rows: 1 },
    ]);
    expect(await shop.rows("select count(*) as n from customers")).toEqual([{ n: 1 }]);
  });

  it("leaves no name, address or number anywhere in the shop", async () => {
    const folder = await openLoadingShop({ warehouse: "file" });
    const personal = {
      ...row,
      "First Name": "Zebedee",
      "Last Name": "Quux",
      Email: "zebedee.quux@private.example",
      "Default Address Address1": "Quuxallee 7",
      "Default Address Phone": "+49 170 7654321",
      Note: "ring Quux",
    };
    const csv = csvText(headers.today, [personal, { ...personal, "Accepts Email Marketing": "zebedee" }]);
    await folder.load([folder.write("customers_export.csv", csv)]);
    const everything = await folder.everything();
    expect(everything).toContain("6012345678901");
    for (const trace of [/zebedee\./i, /quux/i, /private/i, /7654321/, /765 ?43/])
      expect(everything).not.toMatch(trace);
    folder.close();
  });
});
