import type { Rule } from "../rule.js";

/**
 * A quantity ten or a hundred times what was meant. Where the source states the order's total, that decides: the lines
 * miss it as they stand and meet it with the quantity put right. Where it states none, the line must stand alone: among
 * the largest hundredth of the item's lines, at least five times anything else this customer ever bought of one thing,
 * and usual once put right. A wholesale customer's lines are not.
 */
export const quantitySlip: Rule = {
  name: "order_lines.quantity",
  table: "order_lines",
  column: "quantity",
  title: { en: "Quantity slips", zh: "数量错位" },
  reasons: {
    total: {
      en: "the order's own total fits only {n} pieces",
      zh: "订单自身的总额只与 {n} 件相符",
    },
    alone: {
      en: "ten or a hundred times what is usual for both item and customer, whose largest other line has {n} pieces",
      zh: "是该商品和该顾客通常数量的十倍或百倍；该顾客其他最大的一行为 {n} 件",
    },
  },
  actions: ["flag", "fill", "cap", "drop", "off"],
  usually: "flag",
  reads: ["order_lines", "orders"],
  needs: ["order_lines", "orders"],
};
