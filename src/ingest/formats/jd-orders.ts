import { type Format, sectionsIn } from "../format.js";

/**
 * 京东: the orders that the merchant's back office (京麦, 订单导出) exports, one row a line of an order, with the order's
 * columns repeated on each of its rows.
 *
 * - 京东价 is the price of one piece; discounts are not stated for a line. 应付金额, else 订单金额, is the order's total.
 * - An order that waits for payment (等待付款 …) is no sale: refused, and taken once a later export shows it paid. One
 *   deleted or cancelled ((删除)…, 取消) is cancelled.
 * - An item is known by 商家SKUID, else by 货号, else by JD's own 商品ID.
 * - A buyer is the keyed pseudonym of 下单帐号, else of 联系电话; what JD itself masks with * is no identity.
 * - Amounts are CNY; times are in the shop's zone. Name and address go to the vault alone; invoices and
 *   remarks are not read.
 *
 * Not verified: all the words of 订单状态, and whether 京东价 is that of one piece in every year's export.
 */
export const jdOrders: Format = {
  name: "jd-orders",
  title: "a JD orders export (京东商家后台)",
  origin: "shop",
  rows: "together",
  personal: true,
  fields: {
    order_id: ["订单号"],
    product_id: ["商品ID"],
    name: ["商品名称"],
    quantity: ["订购数量"],
    ordered_at: ["下单时间"],
    unit_price: ["京东价"],
    total_cents: ["应付金额", "订单金额"],
    cancelled: ["订单状态"],
    account: ["下单帐号", "下单账号"],
    phone: ["联系电话"],
    receiver: ["客户姓名"],
    address: ["客户地址"],
    shipping_cents: ["运费金额"],
    paid_at: ["付款确认时间"],
    done_at: ["订单完成时间"],
    article: ["货号"],
    item_id: ["商家SKUID"],
  },
  required: ["order_id", "product_id", "quantity", "ordered_at", "unit_price"],
  ...sectionsIn(new URL("./jd-orders.sql", import.meta.url)),
};
