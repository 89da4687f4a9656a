import { type Format, sectionsIn } from "../format.js";

/**
 * 有赞: the orders report by goods (订单 → 导出, 商品维度), one row a line of an order. When and by whom it was ordered
 * stands in the orders report (`youzan-orders`): load both.
 *
 * - 商品单价 is the price of one piece; what is left to 商品实际成交金额 is the line's discount, so that the line comes to it
 *   exactly.
 * - An item is known by 规格编码, else by 商品编码, else by name and 商品规格.
 * - A line 待付款 is refused. 商品已退款金额 is the order's refund: the same one as of the orders report, counted once.
 *
 * Not verified: whether 商品单价 is before member prices (商品优惠后价格 is beside it) in every year's report.
 */
export const youzanOrderItems: Format = {
  name: "youzan-order-items",
  title: "a Youzan orders report by goods (有赞 商品维度)",
  origin: "shop",
  rows: "together",
  fields: {
    order_id: ["订单号"],
    status: ["订单商品状态"],
    name: ["商品名称"],
    variant: ["商品规格"],
    item_id: ["规格编码"],
    product_code: ["商品编码"],
    unit_price: ["商品单价"],
    quantity: ["商品数量"],
    due: ["商品实际成交金额"],
    cents: ["商品已退款金额"],
    category: ["商品类目", "商品目录"],
  },
  required: ["order_id", "status", "name", "unit_price", "quantity"],
  ...sectionsIn(new URL("./youzan-order-items.sql", import.meta.url)),
};
