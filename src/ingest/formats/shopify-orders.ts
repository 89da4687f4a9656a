import { type Format, sectionsIn } from "../format.js";

/**
 * The orders export of a Shopify admin (Orders → Export → CSV), in every generation of its header: that of 2012 ends
 * at "Cancelled at"; today's goes on to "Payment References"; the help pages spell some of it otherwise ("Canceled at").
 *
 * - An order takes several rows: the first states the order and its first line, the others a line each. They belong
 *   together by "Name", which every row has ("Id" only the first): Name is the order's id. Without its first row an
 *   order is not half-loaded: its other rows are refused too.
 * - "Lineitem discount" is off the line as a whole (the API's `total_discount`), not off each piece; the order's
 *   "Discount Amount" is kept beside it and is not taken off the lines.
 * - "Refunded Amount" is the sum paid back so far, at an unknown time: one refund an order, without a date.
 * - There is no customer number: a customer is the keyed pseudonym of the e-mail address, else of the phone number. Of
 *   the billing name a pseudonym is kept beside it; what was written of them, and the postal address, goes to the vault
 *   alone. No note is kept.
 * - An order was last changed when the last of the things happened that the export dates: placed, paid, fulfilled,
 *   cancelled. So an older export never undoes a newer one.
 */
export const shopifyOrders: Format = {
  name: "shopify-orders",
  title: "a Shopify orders export",
  origin: "shop",
  rows: "together",
  personal: true,
  fields: {
    order_id: ["Name"],
    email: ["Email"],
    phone: ["Phone"],
    billing_phone: ["Billing Phone"],
    billing_name: ["Billing Name"],
    billing_street: ["Billing Street", "Billing Address1"],
    billing_city: ["Billing City"],
    billing_zip: ["Billing Zip"],
    billing_province: ["Billing Province"],
    shipping_name: ["Shipping Name"],
    shipping_street: ["Shipping Street", "Shipping Address1"],
    shipping_city: ["Shipping City"],
    shipping_zip: ["Shipping Zip"],
    shipping_province: ["Shipping Province"],
    financial_status: ["Financial Status"],
    paid_at: ["Paid at"],
    fulfilled_at: ["Fulfilled at"],
    ordered_at: ["Created at"],
    cancelled_at: ["Cancelled at", "Canceled at"],
    accepts_marketing: ["Accepts Marketing"],
    currency: ["Currency"],
    shipping_cents: ["Shipping"],
    tax_cents: ["Taxes"],
    total_cents: ["Total"],
    discount_cents: ["Discount Amount"],
    cents: ["Refunded Amount"],
    channel: ["Source"],
    shipping_country: ["Shipping Country"],
    billing_country: ["Billing Country"],
    quantity: ["Lineitem quantity"],
    name: ["Lineitem name"],
    unit_price: ["Lineitem price"],
    item_id: ["Lineitem sku"],
    discount: ["Lineitem discount"],
    brand: ["Vendor"],
  },
  required: ["order_id", "financial_status", "ordered_at", "quantity", "name", "unit_price"],
  ...sectionsIn(new URL("./shopify-orders.sql", import.meta.url)),
};
