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
  "taobao-orders": {
    list: columns(
      "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名",
      "收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因",
      "卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,是否上传合同照片,是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址",
      "异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易,退款金额,预约门店,确认收货时间,打款商家金额",
    ),
  },
  "taobao-order-items": {
    old: columns("订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码"),
    newer: columns(
      "子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,买家应付货款,买家实际支付金额,退款状态,退款金额",
      "订单创建时间,订单付款时间",
    ),
  },
  "jd-orders": {
    today: columns(
      "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注",
      "发票类型,发票抬头,发票内容,商家备注,商家备注等级（等级1-5为由高到低）,运费金额,付款确认时间,增值税发票,货号,订单完成时间,订单来源,订单渠道,送装服务,服务费",
      "仓库ID,仓库名称,商家SKUID",
    ),
  },
  "youzan-orders": {
    today: columns(
      "订单号,销售渠道,归属店铺,订单类型,订单状态,推广方式,订单来源,订单创建时间,买家付款时间,交易成功时间,付款方式,支付流水号,商品金额合计,运费,店铺优惠合计",
      "应收订单金额,订单实付金额,支付优惠合计,订单实收金额,订单抵用积分数,店铺优惠方式,支付优惠方式,全部商品名称,商品种类数,订单配送方式,收货人省份,收货人城市",
      "收货人地区,详细收货地址/提货地址,收货人/提货人,收货人手机号/提货人手机号,买家备注,订单星级,买家昵称,买家是否会员,买家手机号,下单网点,订单退款状态",
      "订单已退款金额,商家订单备注",
    ),
    older: columns(
      "订单号,订单状态,推广方式,订单来源,订单创建时间,买家付款时间,付款方式,外部订单号,支付流水号,商品金额合计,运费,店铺优惠合计,支付营销优惠,应收订单金额",
      "订单实付金额,全部商品名称,商品种类数,订单配送方式,收货人/提货人,收货人手机号/提货人手机号,收货人省份,买家备注,买家姓名,买家手机号,订单退款状态,订单已退款金额",
    ),
  },
  "youzan-order-items": {
    today: columns(
      "订单号,外部订单号,订单商品状态,交易成功时间,商品名称,商品类型,商品类目,商品规格,规格编码,商品编码,商品单价,商品成本价,商品优惠方式,商品优惠后价格,商品数量",
      "商品金额小计,店铺优惠（分摊）,商品实际成交金额,商品抵用积分数,商品留言,收货人/提货人,收货人手机号/提货人手机号,收货人省份,收货人城市,收货人地区",
      "详细收货地址/提货地址,买家备注,商品发货状态,商品发货方式,商品发货物流公司,商品发货物流单号,发货员工,商品发货时间,商品退款状态,商品已退款金额,商家订单备注",
      "周期购信息",
    ),
  },
} as const;

function columns(...parts: readonly string[]): string[] {
  return parts.flatMap((part) => part.split(","));
}
