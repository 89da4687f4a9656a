import { type Format, sectionsIn } from "../format.js";

/**
 * 淘宝/天猫: the order list (订单报表, `ExportOrderList…`) that 千牛 exports from 已卖出的宝贝, one row an order. Its lines
 * stand in the other file of the same export, the order detail (`taobao-order-items`): load both.
 *
 * - 等待买家付款 is no sale: the row is refused, and taken once a later export shows it paid. 交易关闭 is cancelled.
 * - 退款金额 is what was paid back so far, at an unknown time: one refund an order, without a date.
 * - A buyer is the keyed pseudonym of 买家会员名, else of 联系手机. What Taobao itself masks (t**8, 138****0000) would make
 *   many people one and is no identity.
 * - What guards a number against spreadsheets, `="…"`, an apostrophe or a tab, is taken off. Amounts are CNY; times are
 *   in the shop's zone. The receiver's name and address go to the vault alone; messages and notes are not read.
 *
 * Not verified: when an order was closed is not stated, so of two exports that differ in that alone the later loaded wins.
 */
export const taobaoOrders: Format = {
  name: "taobao-orders",
  title: "a Taobao or Tmall order list (千牛 订单报表)",
  origin: "shop",
  rows: "together",
  personal: true,
  fields: {
    order_id: ["订单编号"],
    account: ["买家会员名"],
    phone: ["联系手机"],
    receiver: ["收货人姓名"],
    address: ["收货地址"],
    shipping_cents: ["买家应付邮费"],
    total_cents: ["总金额"],
    paid: ["买家实际支付金额"],
    cancelled: ["订单状态"],
    ordered_at: ["订单创建时间"],
    paid_at: ["订单付款时间"],
    received_at: ["确认收货时间"],
    cents: ["退款金额"],
    kinds: ["宝贝种类"],
  },
  required: ["order_id", "cancelled", "ordered_at", "paid", "kinds"],
  ...sectionsIn(new URL("./taobao-orders.sql", import.meta.url)),
};
