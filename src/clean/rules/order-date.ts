import type { Rule } from "../rule.js";

/** Placed after it was loaded, or before there were web shops: nobody can say when it was, and one such day would stretch every series. */
export const orderDate: Rule = {
  name: "orders.ordered_at",
  table: "orders",
  column: "ordered_at",
  title: { en: "Orders on impossible days", zh: "日期不可能的订单" },
  reasons: {
    future: { en: "it is dated {n} days after the day it was loaded", zh: "下单日期比载入日晚 {n} 天" },
    past: {
      en: "it is dated before 1991, {n} days before there was a web",
      zh: "下单日期早于 1991 年，比万维网早 {n} 天",
    },
  },
  actions: ["drop", "flag", "off"],
  usually: "drop",
  reads: ["orders"],
  needs: ["orders"],
};
