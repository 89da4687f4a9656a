/**
 * The columns of shops' exports as the exporting programs write them, by format and generation: written down from their
 * documentation and from public code that reads or makes such files.
 */
export const exportHeaders = {
  "shopify-products": {
    handle: columns(
      "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value",
      "Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy",
      "Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode",
      "Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Google Shopping / Gender,Variant Image",
      "Variant Weight Unit,Variant Tax Code,Cost per item,Price / International,Compare At Price / International,Status",
    ),
    urlHandle: columns(
      "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name",
      "Option1 value,Option1 Linked To,Option2 name,Option2 value,Option2 Linked To,Option3 name,Option3 value,Option3 Linked To",
      "Price,Compare-at price,Cost per item,Charge tax,Tax code,Inventory tracker,Inventory quantity",
      "Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,Fulfillment service",
      "Product image URL,Image position,Image alt text,Variant image URL,Gift card,SEO title,SEO description",
    ),
  },
  "shopify-customers": {
    today: columns(
      "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1",
      "Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip",
      "Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags",
    ),
    older: columns(
      "First Name,Last Name,Email,Accepts Marketing,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip",
      "Phone,Total Spent,Total Orders,Tags,Note,Tax Exempt",
    ),
  },
  "woocommerce-orders": {
    webtoffee: columns(
      "order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,fee_total,fee_tax_total,tax_total",
      "cart_discount,order_discount,discount_total,order_total,order_subtotal,order_key,order_currency,payment_method",
      "payment_method_title,transaction_id,customer_ip_address,customer_user_agent,shipping_method,customer_id,customer_user",
      "customer_email,billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,billing_address_1",
      "billing_address_2,billing_postcode,billing_city,billing_state,billing_country,shipping_first_name,shipping_last_name",
      "shipping_company,shipping_phone,shipping_address_1,shipping_address_2,shipping_postcode,shipping_city,shipping_state",
      "shipping_country,customer_note,wt_import_key,tax_items,shipping_items,fee_items,coupon_items,refund_items,order_notes",
      "download_permissions,line_item_1,line_item_2",
    ),
  },
  "woocommerce-order-lines": {
    everything: columns(
      "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing)",
      "Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing)",
      "Phone (Billing),First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),State Code (Shipping)",
      "Postcode (Shipping),Country Code (Shipping),Item #,SKU,Name,Product Variation,Quantity,Quantity (- Refund),Item Cost",
      "Order Line (w/o tax),Order Line Tax,Order Line Total,Order Line Total Refunded,Order Line Total (- Refund),Image URL",
      "Coupon Code,Discount Amount,Discount Amount Tax,Payment Method Title,Coupons Used,Cart Discount Amount",
      "Order Subtotal Amount,Order Tax Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount",
      "Order Total Tax Amount,Total items,Total products",
    ),
    defaults: columns(
      "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing)",
      "Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing)",
      "Phone (Billing),First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),State Code (Shipping)",
      "Postcode (Shipping),Country Code (Shipping),Payment Method Title,Cart Discount Amount,Order Subtotal Amount",
      "Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #",
      "Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount,Discount Amount Tax",
    ),
  },
  "woocommerce-products": {
    core: columns(
      "ID,Type,SKU,Name,Published,Is featured?,Visibility in catalog,Short description,Description,Date sale price starts",
      "Date sale price ends,Tax status,Tax class,In stock?,Stock,Low stock amount,Backorders allowed?,Sold individually?",
      "Weight (kg),Length (cm),Width (cm),Height (cm),Allow customer reviews?,Purchase note,Sale price,Regular price,Categories",
      "Tags,Shipping class,Images,Download limit,Download expiry days,Parent,Grouped products,Upsells,Cross-sells,External URL",
      "Button text,Position,Brands,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 1 global",
    ),
  },
} as const;

function columns(...parts: readonly string[]): string[] {
  return parts.flatMap((part) => part.split(","));
}
