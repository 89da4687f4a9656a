import type { Rule } from "../rule.js";

/** A list price in cents where the shop sells in euros, or the other way round: a hundred or a thousand times the price it is sold at. */
export const listPriceUnits: Rule = {
  name: "items.price",
  table: "items",
  column: "price",
  title: { en: "List prices in other units", zh: "目录价单位不一致" },
  reasons: {
    units: {
      en: "the list price is a hundred or a thousand times, or that part of, the price of {n} sold lines",
      zh: "目录价是 {n} 行实际售价的百倍、千倍，或百分之一、千分之一",
    },
  },
  actions: ["flag", "fill", "off"],
  usually: "flag",
  reads: ["items", "order_lines", "orders"],
  needs: ["items", "order_lines"],
};
