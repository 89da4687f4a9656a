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
} as const;

function columns(...parts: readonly string[]): string[] {
  return parts.flatMap((part) => part.split(","));
}
