import { type Format, sectionsIn } from "../format.js";

/**
 * The orders CSV of WebToffee's "Order Export & Order Import for WooCommerce", and of the "Import Export Suite" sold by
 * WooCommerce itself, which is the same: one row an order, its lines in columns `line_item_1`, `line_item_2` …, each
 * `name:…|product_id:…|sku:…|quantity:…|total:…|sub_total:…`. WooCommerce's own core exports no orders with lines (the
 * CSV of its Analytics has them as one text, without prices).
 *
 * - Prices are without tax, as WooCommerce keeps lines: the unit price is the line's subtotal by its quantity, and the
 *   discount is what is left to its total, so that a line comes to its total exactly.
 * - An order pending, failed or in draft is no sale: its row is refused, and taken once a later export shows it paid.
 *   One on hold counts, as in WooCommerce's own reports.
 * - What was paid back is one refund an order, without a date; of an order "refunded" without amounts it is the total.
 * - A customer is the keyed pseudonym of the billing e-mail address, else of the account's, else of the phone number,
 *   else the number of the account.
 *
 * Not verified: whether `product_id` of a variation is always the variation's (it matters only without a SKU).
 */
export const woocommerceOrders: Format = {
  name: "woocommerce-orders",
  title: "a WooCommerce orders export (Order Export & Order Import)",
  origin: "shop",
  rows: "together",
  personal: true,
  fields: {
    order_id: ["order_number", "order_id"],
    ordered_at: ["order_date"],
    paid_at: ["paid_date"],
    cancelled: ["status"],
    shipping_cents: ["shipping_total"],
    tax_cents: ["tax_total"],
    discount_cents: ["discount_total", "cart_discount"],
    total_cents: ["order_total"],
    currency: ["order_currency"],
    account: ["customer_id", "customer_user"],
    email: ["billing_email"],
    account_email: ["customer_email"],
    phone: ["billing_phone"],
    billing_first: ["billing_first_name"],
    billing_last: ["billing_last_name"],
    billing_street: ["billing_address_1"],
    billing_more: ["billing_address_2"],
    billing_zip: ["billing_postcode"],
    billing_city: ["billing_city"],
    billing_state: ["billing_state"],
    billing_country: ["billing_country"],
    shipping_country: ["shipping_country"],
    refund_items: ["refund_items"],
    lines: [],
  },
  rest: "lines",
  hidden: ["refund_items"], // the merchant's own words stand in it
  required: ["order_id", "ordered_at", "cancelled", "total_cents", "currency"],
  ...sectionsIn(new URL("./woocommerce-orders.sql", import.meta.url)),
};
