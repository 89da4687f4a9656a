/** The columns of a Shopify orders export as shops got it in 2012, and as they get it today. */
const columnsOf2012 = [
  ..."Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping".split(
    ",",
  ),
  ..."Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name".split(","),
  ..."Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable".split(","),
  ..."Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company".split(
    ",",
  ),
  ..."Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street".split(","),
  ..."Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province".split(","),
  ..."Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at".split(","),
];

const columnsOfToday = [
  ...columnsOf2012,
  ..."Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id".split(
    ",",
  ),
  ..."Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Phone".split(","),
  ..."Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name".split(","),
  ..."Next Payment Due At,Payment References".split(","),
];

export const shopifyColumns = { 2012: columnsOf2012, today: columnsOfToday } as const;

/** A row of the export by its headers; those not named are empty. */
export type ShopifyRow = Readonly<Record<string, string>>;

export function shopifyCsv(rows: readonly ShopifyRow[], generation: keyof typeof shopifyColumns = "today"): string {
  const columns = shopifyColumns[generation];
  return `${[columns.join(","), ...rows.map((row) => columns.map((column) => cell(row[column])).join(","))].join("\n")}\n`;
}

const cell = (text = "") => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The first row of an order: what belongs to it as a whole, and its first line. */
export function orderRow(name: string, more: ShopifyRow = {}): ShopifyRow {
  return {
    Name: name,
    Email: "anna@example.com",
    "Financial Status": "paid",
    "Paid at": "2024-01-05 10:12:00 -0500",
    Currency: "EUR",
    Subtotal: "29.98",
    Shipping: "5.00",
    Taxes: "4.79",
    Total: "34.98",
    "Discount Amount": "0.00",
    "Created at": "2024-01-05 10:11:12 -0500",
    "Billing Name": "Anna Muster",
    "Billing Country": "DE",
    "Shipping Country": "FR",
    ...lineRow(name, "TEE-BLK-S", 2, "9.99"),
    ...more,
  };
}

/** A further row of an order: a line and nothing else. */
export function lineRow(name: string, sku: string, quantity: number, price: string, more: ShopifyRow = {}): ShopifyRow {
  return {
    Name: name,
    "Lineitem quantity": String(quantity),
    "Lineitem name": `The ${sku}`,
    "Lineitem price": price,
    "Lineitem sku": sku,
    Vendor: "Acme",
    ...more,
  };
}
