import { type Format, sectionsIn } from "../format.js";

/**
 * 有赞: the orders report (订单 → 导出, 订单维度), one row an order, in the headers of several years. Its lines stand in the
 * other report of the same export, by goods (商品维度, `youzan-order-items`): load both.
 *
 * - 待付款 is no sale: refused, and taken once a later export shows it paid. 交易关闭 and 已关闭 are cancelled.
 * - 订单已退款金额 is what was paid back so far, at an unknown time: one refund an order, without a date.
 * - A buyer is the keyed pseudonym of 买家手机号, else of the receiver's number; a masked number is no identity.
 * - Amounts are CNY; times are in the shop's zone. Name and address go to the vault alone; remarks are
 *   not read.
 *
 * Not verified: all the words of 订单状态.
 */
export const youzanOrders: Format = {
  name: "youzan-orders",
  title: "a Youzan orders report (有赞 订单维度)",
  origin: "shop",
  rows: "together",
  personal: true,
  fields: {
    order_id: ["订单号"],
    cancelled: ["订单状态"],
    ordered_at: ["订单创建时间"],
    paid_at: ["买家付款时间"],
    done_at: ["交易成功时间"],
    shipping_cents: ["运费"],
    discount_cents: ["店铺优惠合计"],
    total_cents: ["应收订单金额", "应付订单金额", "订单实付金额"],
    paid: ["订单实付金额"],
    cents: ["订单已退款金额"],
    phone: ["买家手机号"],
    receiver_phone: ["收货人手机号/提货人手机号"],
    receiver: ["收货人/提货人"],
    buyer: ["买家姓名"],
    province: ["收货人省份"],
    city: ["收货人城市"],
    district: ["收货人地区"],
    street: ["详细收货地址/提货地址"],
  },
  required: ["order_id", "cancelled", "ordered_at", "paid"],
  ...sectionsIn(new URL("./youzan-orders.sql", import.meta.url)),
};
