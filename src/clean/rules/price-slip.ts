import type { Rule } from "../rule.js";

/**
 * A price at a power of ten of what the item usually costs, as a slipped decimal point or cents read as euros make it.
 * Usual is a price on many of the item's lines, or its list price where the catalogue agrees with what is sold. A price
 * that more than one line in twenty has, or that lies among others of the item, is a reduction, not a slip.
 */
export const priceSlip: Rule = {
  name: "order_lines.unit_price",
  table: "order_lines",
  column: "unit_price",
  title: { en: "Price slips", zh: "单价错位" },
  reasons: {
    slip: {
      en: "the price is a tenth, a hundredth, ten or a hundred times what the item costs on {n} other lines",
      zh: "单价是该商品其他 {n} 行售价的十分之一、百分之一、十倍或百倍",
    },
    list: {
      en: "the price is a tenth, a hundredth, ten or a hundred times the list price of {n}",
      zh: "单价是目录价 {n} 的十分之一、百分之一、十倍或百倍",
    },
  },
  actions: ["flag", "fill", "cap", "drop", "off"],
  usually: "flag",
  reads: ["order_lines", "orders", "items"],
  needs: ["order_lines"],
};
