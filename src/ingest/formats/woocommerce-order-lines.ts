import { type Format, sectionsIn } from "../format.js";

/**
 * The orders CSV of AlgolPlus's "Advanced Order Export For WooCommerce": one row a line of an order, with the order's
 * columns on every row or on its first only; the headers are the plugin's English ones.
 *
 * - "Item Cost" is the price of one piece without tax and after discounts, so no discount is taken off again.
 * - Where the file has no "Quantity" but "Quantity (- Refund)", the plugin's default, the lines are already without the
 *   pieces taken back: then the amount paid back is not counted a second time.
 * - What is no sale yet, and who a customer is, is as in the other WooCommerce export.
 *
 * Not verified: the words of "Order Status" in other languages: such an order counts as a sale.
 */
export const woocommerceOrderLines: Format = {
  name: "woocommerce-order-lines",
  title: "a WooCommerce orders export (Advanced Order Export)",
  origin: "shop",
  rows: "together",
  personal: true,
  fields: {
    order_id: ["Order Number"],
    cancelled: ["Order Status"],
    ordered_at: ["Order Date"],
    paid_at: ["Paid Date"],
    account: ["Customer User ID"],
    email: ["Email (Billing)"],
    phone: ["Phone (Billing)"],
    first_name: ["First Name (Billing)"],
    last_name: ["Last Name (Billing)"],
    street: ["Address 1&2 (Billing)"],
    zip: ["Postcode (Billing)"],
    city: ["City (Billing)"],
    state: ["State Code (Billing)"],
    billing_country: ["Country Code (Billing)"],
    shipping_country: ["Country Code (Shipping)"],
    currency: ["Order Currency", "Currency"],
    discount_cents: ["Cart Discount Amount"],
    shipping_cents: ["Order Shipping Amount"],
    tax_cents: ["Order Total Tax Amount"],
    total_cents: ["Order Total Amount"],
    cents: ["Order Refund Amount"],
    item_id: ["SKU"],
    product_id: ["Product Id"],
    variation_id: ["Variation Id"],
    name: ["Item Name", "Product Name", "Name"],
    quantity: ["Quantity", "Quantity (- Refund)"],
    gross_quantity: ["Quantity"],
    unit_price: ["Item Cost"],
  },
  required: ["order_id", "cancelled", "ordered_at", "name", "quantity", "unit_price"],
  ...sectionsIn(new URL("./woocommerce-order-lines.sql", import.meta.url)),
};
