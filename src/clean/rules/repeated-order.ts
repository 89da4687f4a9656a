import type { Rule } from "../rule.js";

/** The same customer, the same things at the same prices, within ten minutes of the order before: a double click. */
export const repeatedOrder: Rule = {
  name: "orders.repeated",
  table: "orders",
  column: "order_id",
  title: { en: "Orders placed twice", zh: "重复下单" },
  reasons: {
    twice: {
      en: "the same customer placed an equal order, {other}, {n} s before",
      zh: "同一顾客 {n} 秒前下过完全相同的订单 {other}",
    },
  },
  actions: ["flag", "drop", "off"],
  usually: "flag",
  reads: ["order_lines", "orders"],
  needs: ["order_lines", "orders"],
};
