import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";
import { lineRow, orderRow, shopifyCsv } from "../../../test/shopify-export.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["shopify-products"];

const tee: Row = {
  Handle: "tee",
  Title: "A tee",
  Vendor: "Acme",
  "Product Category": "Apparel & Accessories > Clothing",
  Type: "Shirts",
  "Option1 Name": "Colour",
  "Option1 Value": "Black",
  "Option2 Name": "Size",
  "Option2 Value": "S",
  "Variant SKU": "TEE-BLK-S",
  "Variant Inventory Tracker": "shopify",
  "Variant Inventory Qty": "3",
  "Variant Inventory Policy": "deny",
  "Variant Price": "9.99",
  "Image Src": "https://cdn.example/front.jpg",
  "Image Position": "1",
  Status: "active",
};
const red: Row = {
  Handle: "tee",
  "Option1 Value": "Red",
  "Option2 Value": "S",
  "Variant Inventory Tracker": "shopify",
  "Variant Inventory Qty": "0",
  "Variant Inventory Policy": "deny",
  "Variant Price": "10.5",
  "Image Src": "https://cdn.example/red.jpg",
  "Image Position": "2",
  "Variant Image": "https://cdn.example/red.jpg",
};
const picture: Row = { Handle: "tee", "Image Src": "https://cdn.example/back.jpg", "Image Position": "3" };
const mug: Row = {
  Handle: "mug",
  Title: "A <b>mug</b>",
  Vendor: "Acme",
  "Product Category": "Kitchen",
  "Option1 Name": "Title",
  "Option1 Value": "Default Title",
  "Variant Inventory Policy": "deny",
  "Variant Price": "5",
  Status: "draft",
};

/** The same rows under the newer headers. */
const renamed: Row = {
  Handle: "URL handle",
  "Variant SKU": "SKU",
  "Variant Price": "Price",
  "Variant Inventory Tracker": "Inventory tracker",
  "Variant Inventory Qty": "Inventory quantity",
  "Variant Inventory Policy": "Continue selling when out of stock",
  "Image Src": "Product image URL",
  "Variant Image": "Variant image URL",
};
const newer = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([header, value]) => {
      const name = renamed[header] ?? headers.urlHandle.find((one) => one.toLowerCase() === header.toLowerCase());
      return [name ?? header, value === "deny" ? "FALSE" : value];
    }),
  );

describe("a Shopify products export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "EUR" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[], columns: readonly string[] = headers.handle) {
    const [report] = await shop.load([shop.write("products_export.csv", csvText(columns, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it.each(["handle", "urlHandle"] as const)("with its %s column is an item for every variant", async (generation) => {
    const rows = [tee, red, picture, mug];
    const report = await load(generation === "handle" ? rows : rows.map(newer), headers[generation]);
    expect(report).toMatchObject({ format: "shopify-products", rows: 4, refused: 0 });
    const common = {
      product_id: "tee",
      category: "Shirts",
      brand: "Acme",
      cost: null,
      currency: null,
      updated_at: null,
    };
    expect(await shop.rows("select * from items order by item_id")).toEqual([
      { ...common, item_id: "TEE-BLK-S", name: "A tee - Black / S", price: 9.99, in_stock: 1 },
      {
        ...common,
        item_id: "name:A <b>mug</b>",
        product_id: "mug",
        category: "Kitchen",
        name: "A <b>mug</b>",
        price: 5,
        in_stock: 0,
      },
      { ...common, item_id: "name:A tee - Red / S", name: "A tee - Red / S", price: 10.5, in_stock: 0 },
    ]);
  });

  it("shows a variant its own picture first, and none that is another's", async () => {
    await load([tee, red, picture]);
    expect(await shop.rows("select item_id, position, path from item_pictures order by item_id, position")).toEqual([
      { item_id: "TEE-BLK-S", position: 0, path: "https://cdn.example/front.jpg" },
      { item_id: "TEE-BLK-S", position: 1, path: "https://cdn.example/back.jpg" },
      { item_id: "name:A tee - Red / S", position: 0, path: "https://cdn.example/red.jpg" },
      { item_id: "name:A tee - Red / S", position: 1, path: "https://cdn.example/front.jpg" },
      { item_id: "name:A tee - Red / S", position: 2, path: "https://cdn.example/back.jpg" },
    ]);
  });

  it("comes to the items of the orders export, with a stock-keeping unit and without", async () => {
    await load([tee, red]);
    const nameless = { "Lineitem name": "A tee - Red / S" };
    const orders = shopifyCsv([
      orderRow("#1", { "Lineitem sku": "TEE-BLK-S" }),
      lineRow("#1", "", 1, "10.50", nameless),
    ]);
    await shop.load([shop.write("orders_export.csv", orders)]);
    expect(await shop.rows("select i.product_id from sales s join items i using (item_id)")).toEqual([
      { product_id: "tee" },
      { product_id: "tee" },
    ]);
  });

  it("changes nothing when it is loaded again", async () => {
    await load([tee, red, picture, mug]);
    const before = await shopContents(shop);
    await load([tee, red, picture, mug]);
    expect(await shopContents(shop)).toEqual(before);
  });

  it("sells what is not counted or may run out, and does not know where the export does not tell", async () => {
    const stock = (sku: string, more: Row) => ({ ...tee, Handle: sku, "Variant SKU": sku, ...more });
    await load([
      stock("counted", { "Variant Inventory Qty": "-2" }),
      stock("uncounted", { "Variant Inventory Tracker": "", "Variant Inventory Qty": "" }),
      stock("oversold", { "Variant Inventory Qty": "-2", "Variant Inventory Policy": "continue" }),
      stock("untold", { "Variant Inventory Qty": "" }),
      stock("archived", { Status: "archived" }),
    ]);
    expect(await shop.rows("select item_id, in_stock from items order by 1")).toEqual([
      { item_id: "archived", in_stock: 0 },
      { item_id: "counted", in_stock: 0 },
      { item_id: "oversold", in_stock: 1 },
      { item_id: "uncounted", in_stock: 1 },
      { item_id: "untold", in_stock: null },
    ]);
  });

  it("refuses a product whose first row is missing or cannot be understood, all its rows with it", async () => {
    const report = await load([
      { ...tee, "Variant Price": "9,99 €" },
      red,
      picture,
      mug,
      { ...picture, Handle: "" },
      { ...picture, Handle: "nowhere" },
    ]);
    expect(report.reasons).toEqual([
      { reason: "Handle: the first row of its product is missing or was refused", rows: 3 },
      { reason: "Handle: missing", rows: 1 },
      { reason: "Variant Price: not an amount such as 2.55", rows: 1 },
    ]);
    expect(await shop.rows("select product_id from items")).toEqual([{ product_id: "mug" }]);
    expect(await shop.rows("select * from item_pictures")).toEqual([]);
  });
});
