import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["woocommerce-products"].core;

const mug: Row = {
  ID: "16",
  Type: "simple, virtual",
  Name: "A <i>mug</i>",
  Published: "1",
  "In stock?": "1",
  "Regular price": "5",
  "Sale price": "4",
  Categories: "Kitchen\\, home > Mugs, Gifts",
  Brands: "Acme",
  Images: "https://shop.example/mug.jpg, https://shop.example/mug-2.jpg",
};
const tee: Row = {
  ID: "14",
  Type: "variable",
  SKU: "TEE",
  Name: "A tee",
  Published: "1",
  Categories: "Shirts",
  Images: "https://shop.example/tee.jpg",
};
const black: Row = {
  ID: "15",
  Type: "variation",
  SKU: "TEE-BLK",
  Name: "A tee - Black",
  Published: "1",
  "In stock?": "0",
  "Regular price": "9,99",
  Parent: "TEE",
  Images: "https://shop.example/black.jpg",
};

describe("a WooCommerce products export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "EUR" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[]) {
    const [report] = await shop.load([shop.write("wc-product-export.csv", csvText(headers, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("is an item for every product that is bought, variations with what their product says", async () => {
    expect(await load([mug, tee, black])).toMatchObject({ format: "woocommerce-products", rows: 3, refused: 0 });
    expect(await shop.rows("select * exclude (cost, currency, updated_at) from items order by item_id")).toEqual([
      {
        item_id: "TEE-BLK",
        product_id: "14",
        name: "A tee - Black",
        category: "Shirts",
        brand: null,
        price: 9.99,
        in_stock: 0,
      },
      {
        item_id: "id:16",
        product_id: "16",
        name: "A <i>mug</i>",
        category: "Kitchen, home > Mugs",
        brand: "Acme",
        price: 5,
        in_stock: 1,
      },
    ]);
    expect(await shop.rows("select item_id, position, path from item_pictures order by 1, 2")).toEqual([
      { item_id: "TEE-BLK", position: 0, path: "https://shop.example/black.jpg" },
      { item_id: "TEE-BLK", position: 1, path: "https://shop.example/tee.jpg" },
      { item_id: "id:16", position: 0, path: "https://shop.example/mug.jpg" },
      { item_id: "id:16", position: 1, path: "https://shop.example/mug-2.jpg" },
    ]);
  });

  it("finds what holds a variation by its number too, and loads one whose product is not in the file", async () => {
    await load([
      { ...tee, SKU: "" },
      { ...black, Parent: "id:14" },
      { ...black, ID: "99", SKU: "LOST", Parent: "id:98" },
    ]);
    expect(await shop.rows("select item_id, product_id, category from items order by 1")).toEqual([
      { item_id: "LOST", product_id: "98", category: null },
      { item_id: "TEE-BLK", product_id: "14", category: "Shirts" },
    ]);
  });

  it("sells what may be back-ordered and nothing that is a draft", async () => {
    await load([
      { ...mug, ID: "1", "In stock?": "backorder" },
      { ...mug, ID: "2", Published: "-1" },
    ]);
    expect(await shop.rows("select item_id, in_stock from items order by 1")).toEqual([
      { item_id: "id:1", in_stock: 1 },
      { item_id: "id:2", in_stock: 0 },
    ]);
  });

  it("changes nothing when it is loaded again", async () => {
    await load([mug, tee, black]);
    const before = await shopContents(shop);
    await load([mug, tee, black]);
    expect(await shopContents(shop)).toEqual(before);
  });

  it.each([
    [{ "Regular price": "5 €" }, "Regular price: not an amount such as 2.55"],
    [{ ID: "" }, "SKU: missing"],
    [{ "In stock?": "some" }, "In stock?: not true or false"],
  ])("refuses %j", async (more, reason) => {
    const report = await load([tee, { ...mug, ...more }]);
    expect(report.reasons).toEqual([{ reason, rows: 1 }]);
    expect(await shop.rows("select * from items")).toEqual([]);
  });
});
