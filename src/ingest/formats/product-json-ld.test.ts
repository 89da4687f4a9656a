import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jsonLines } from "../../../test/json-lines.js";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";

const context = "https://schema.org";
const offer = (price: number | string, more: object = {}) => ({
  "@type": "Offer",
  price,
  priceCurrency: "EUR",
  availability: "https://schema.org/InStock",
  ...more,
});
const tee = {
  "@context": context,
  "@type": "Product",
  sku: "TEE",
  name: "A tee",
  brand: { "@type": "Brand", name: "Acme" },
  category: "Shirts",
  image: ["https://shop.example/a.jpg", { "@type": "ImageObject", url: "https://shop.example/b.jpg" }],
  offers: offer("9.99"),
  aggregateRating: { ratingValue: 4.5, reviewCount: 2 },
  review: [
    {
      "@type": "Review",
      author: { "@type": "Person", name: "Zebedee Quux" },
      reviewRating: { ratingValue: "8", bestRating: "10" },
      reviewBody: "Soft.",
      datePublished: "2024-01-05",
    },
    { "@id": "#r2", author: "Zebedee Quux", reviewRating: { ratingValue: 5 }, name: "Lovely" },
  ],
};

describe("a file of product JSON-LD", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(lines: readonly object[]) {
    const [report] = await shop.load([shop.write("pages.json", jsonLines(lines))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }
  const content = async () => [
    await shop.rows(
      "select item_id, product_id, name, brand, category, price, currency, in_stock from items order by 1",
    ),
    await shop.rows("select item_id, position, path from item_pictures order by 1, 2"),
    await shop.rows("select item_id, rating, title, text, written_at from reviews order by rating"),
  ];

  it("gives an item, its pictures and its reviews without their authors, the same loaded twice", async () => {
    expect(await load([tee, tee])).toMatchObject({ format: "product-json-ld", rows: 2, refused: 0 });
    const first = await content();
    expect(first).toEqual([
      [
        {
          item_id: "TEE",
          product_id: null,
          name: "A tee",
          brand: "Acme",
          category: "Shirts",
          price: 9.99,
          currency: "EUR",
          in_stock: 1,
        },
      ],
      [
        { item_id: "TEE", position: 0, path: "https://shop.example/a.jpg" },
        { item_id: "TEE", position: 1, path: "https://shop.example/b.jpg" },
      ],
      [
        { item_id: "TEE", rating: 4, title: null, text: "Soft.", written_at: Date.UTC(2024, 0, 5) },
        { item_id: "TEE", rating: 5, title: "Lovely", text: null, written_at: null },
      ],
    ]);
    await load([tee]);
    expect(await content()).toEqual(first);
    expect(await shop.everything()).not.toMatch(/zebedee|quux/i);
  });

  it("finds products in a graph, in a list, and as variants of a group", async () => {
    const bare = {
      "@type": ["Product", "Thing"],
      productID: "P1",
      name: "In a graph",
      offers: { "@type": "AggregateOffer", lowPrice: 5, highPrice: 9, priceCurrency: "EUR" },
    };
    const group = {
      "@context": context,
      "@type": "ProductGroup",
      productGroupID: "G1",
      name: "A throw",
      hasVariant: [
        {
          "@type": "Product",
          sku: "V1",
          name: "A throw, grey",
          offers: offer(20, { availability: "http://schema.org/OutOfStock" }),
        },
        { "@type": "Product", sku: "V2", offers: offer(21) },
      ],
    };
    const list = {
      "@context": context,
      "@type": "ItemList",
      itemListElement: [{ "@type": "ListItem", position: 1, item: { ...tee, sku: "L1", review: undefined } }],
    };
    const breadcrumbs = { "@context": context, "@type": "BreadcrumbList", itemListElement: [] };
    expect(
      await load([{ "@context": context, "@graph": [breadcrumbs, bare] }, group, list, breadcrumbs]),
    ).toMatchObject({ rows: 4, refused: 0 });
    expect(await shop.rows("select item_id, product_id, name, price, in_stock from items order by 1")).toEqual([
      { item_id: "L1", product_id: null, name: "A tee", price: 9.99, in_stock: 1 },
      { item_id: "P1", product_id: null, name: "In a graph", price: 5, in_stock: null },
      { item_id: "V1", product_id: "G1", name: "A throw, grey", price: 20, in_stock: 0 },
      { item_id: "V2", product_id: "G1", name: "A throw", price: 21, in_stock: 1 },
    ]);
  });

  it("makes items of several offers with numbers of their own", async () => {
    await load([{ ...tee, sku: undefined, offers: [offer(9, { sku: "S" }), offer(10, { sku: "M" })] }]);
    expect(await shop.rows("select item_id, price from items order by 1")).toEqual([
      { item_id: "M", price: 10 },
      { item_id: "S", price: 9 },
    ]);
    expect(await shop.rows("select count(*) as n from reviews")).toEqual([{ n: 2 }]);
  });

  it("refuses what cannot be understood, each line alone", async () => {
    const report = await load([
      tee,
      { "@context": context, "@type": "Product", offers: offer(5) },
      { ...tee, sku: "X", offers: offer("ask us") },
      { name: "no JSON-LD" },
      {
        "@context": context,
        "@type": "Product",
        sku: "ODD",
        image: 7,
        offers: "none",
        review: "none",
        brand: ["x"],
        hasVariant: 1,
      },
    ]);
    expect(report.reasons).toEqual([
      { reason: "item_id: missing", rows: 1 },
      { reason: 'item_id: no "@context" and no "@type", expected JSON-LD', rows: 1 },
      { reason: "price: not an amount such as 2.55", rows: 1 },
    ]);
    expect(await shop.rows("select item_id from items order by 1")).toEqual([{ item_id: "ODD" }, { item_id: "TEE" }]);
  });
});
