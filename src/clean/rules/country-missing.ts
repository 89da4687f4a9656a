import type { Rule } from "../rule.js";

/**
 * An order without a country in a shop whose other orders have one. It is filled where every other order of the
 * customer, or else the customer's own account, names one and the same country.
 */
export const countryMissing: Rule = {
  name: "orders.country",
  table: "orders",
  column: "country",
  title: { en: "Orders without a country", zh: "缺少国家的订单" },
  reasons: {
    orders: { en: "all {n} other orders of the customer go to one country", zh: "该顾客其他 {n} 个订单都寄往同一国家" },
    account: { en: "the customer's account names a country", zh: "顾客账号注明了国家" },
    unknown: { en: "nothing tells the country", zh: "没有可推断国家的依据" },
  },
  actions: ["fill", "flag", "off"],
  usually: "fill",
  reads: ["orders", "customers"],
  needs: ["orders"],
};
