import { type Format, sectionsIn } from "../format.js";

/**
 * 淘宝/天猫: the order detail (宝贝报表, `ExportOrderDetailList…`) that 千牛 exports beside the order list, one row a line
 * of an order: the old header of ten columns (订单编号 … 商家编码), and the newer one with 子订单编号, 主订单编号, amounts
 * and times for each line. Whose order it was, and in the old one when, stands in the order list (`taobao-orders`).
 *
 * - 价格 is the price of one piece. Where the buyer's amount of the line is there (买家应付货款), what is left to it is the
 *   line's discount, so that the line comes to it exactly; in the old header discounts are not stated for a line.
 * - An item is known by 商家编码, else by 外部系统编号, else by title and 商品属性. "null", as the export writes it, is none.
 * - A line 等待买家付款 is refused. 退款金额, or without it a closed line (交易关闭) of an order that is not closed, is the
 *   order's refund: the same one as of the order list, so it is not counted twice.
 *
 * Not verified: which of 商家编码 and 外部系统编号 names the variant in every shop.
 */
export const taobaoOrderItems: Format = {
  name: "taobao-order-items",
  title: "a Taobao or Tmall order detail (千牛 宝贝报表)",
  origin: "shop",
  rows: "together",
  fields: {
    order_id: ["主订单编号", "订单编号"],
    name: ["标题", "商品标题"],
    unit_price: ["价格", "商品价格"],
    quantity: ["购买数量"],
    outer_id: ["外部系统编号"],
    variant: ["商品属性"],
    status: ["订单状态"],
    item_id: ["商家编码"],
    due: ["买家应付货款"],
    cents: ["退款金额"],
    occurred_at: ["订单创建时间"],
  },
  required: ["order_id", "name", "unit_price", "quantity", "variant", "item_id"],
  ...sectionsIn(new URL("./taobao-order-items.sql", import.meta.url)),
};
