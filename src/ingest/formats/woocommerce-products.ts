import { type Format, sectionsIn } from "../format.js";

/**
 * The products CSV of WooCommerce's own exporter (Products → Export), with its English headers.
 *
 * - An item is what can be bought: a simple product or a variation. A variable or grouped product is not one; its name
 *   stays with its variations, which take category, brand and pictures from it where they have none.
 * - An item is known by its SKU, else by its number as "id:16": as in the orders exports.
 * - The price is the regular one, not that of a sale; a decimal comma, as shops of many countries have it, is read.
 *
 * Not read: an export with translated headers (WooCommerce writes them in the language of the admin).
 */
export const woocommerceProducts: Format = {
  name: "woocommerce-products",
  title: "a WooCommerce products export",
  origin: "shop",
  rows: "together",
  fields: {
    product_id: ["ID"],
    type: ["Type"],
    item_id: ["SKU"],
    name: ["Name"],
    published: ["Published"],
    in_stock: ["In stock?"],
    price: ["Regular price"],
    category: ["Categories"],
    brand: ["Brands"],
    images: ["Images"],
    parent: ["Parent"],
  },
  required: ["product_id", "type", "item_id", "name", "published", "price"],
  ...sectionsIn(new URL("./woocommerce-products.sql", import.meta.url)),
};
