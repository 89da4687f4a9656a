import { type Format, sectionsIn } from "../format.js";

/**
 * The products export of a Shopify admin (Products → Export → CSV), in both generations of its header: "Handle …
 * Variant SKU, Variant Price, Image Src" and "Title, URL handle … SKU, Price, Product image URL".
 *
 * - A product takes several rows that belong together by the handle: the first states the product and its first
 *   variant, others a variant each, a picture each, or both. Without its first row a product is not half-loaded.
 * - An item is a variant, known by its SKU; without one by its name as the orders export writes it, "Title - Red / S":
 *   so both exports come to the same item.
 * - A variant's own picture is its main one; the product's pictures follow, but for those that are another variant's.
 * - A variant can be sold while the product is active and the stock is not counted, is above zero or may run below.
 *
 * Not verified: whether an export of several locations always leaves out the stock (then `in_stock` stays unknown).
 */
export const shopifyProducts: Format = {
  name: "shopify-products",
  title: "a Shopify products export",
  origin: "shop",
  rows: "together",
  fields: {
    product_id: ["Handle", "URL handle"],
    name: ["Title"],
    brand: ["Vendor"],
    category: ["Type"],
    standard_category: ["Product Category"],
    status: ["Status"],
    option1: ["Option1 Value"],
    option2: ["Option2 Value"],
    option3: ["Option3 Value"],
    item_id: ["Variant SKU", "SKU"],
    price: ["Variant Price", "Price"],
    cost: ["Cost per item"],
    tracker: ["Variant Inventory Tracker", "Inventory tracker"],
    stock: ["Variant Inventory Qty", "Inventory quantity"],
    policy: ["Variant Inventory Policy", "Continue selling when out of stock"],
    path: ["Image Src", "Product image URL"],
    position: ["Image Position"],
    own_path: ["Variant Image", "Variant image URL"],
  },
  required: ["product_id", "name", "option1", "item_id", "price"],
  ...sectionsIn(new URL("./shopify-products.sql", import.meta.url)),
};
