import { type Format, sectionsIn } from "../format.js";

/** The order lines of a UK gift shop as UCI publishes them, in both generations of its column names. */
export const uciOnlineRetail: Format = {
  name: "uci-online-retail",
  title: "UCI Online Retail",
  origin: "shop",
  rows: "together",
  fields: {
    order_id: ["InvoiceNo", "Invoice"],
    item_id: ["StockCode"],
    name: ["Description"],
    quantity: ["Quantity"],
    occurred_at: ["InvoiceDate"],
    unit_price: ["UnitPrice", "Price"],
    customer_id: ["CustomerID", "Customer ID"],
    country: ["Country"],
  },
  required: ["order_id", "item_id", "quantity", "occurred_at", "unit_price", "customer_id"],
  ...sectionsIn(new URL("./uci-online-retail.sql", import.meta.url)),
};
