import type { Rule } from "../rule.js";

/** The order, its customer or its channel is named a test. What tasks read leaves it out, and says how much that was. */
export const testOrder: Rule = {
  name: "orders.test",
  table: "orders",
  column: "order_id",
  title: { en: "Test orders", zh: "测试订单" },
  reasons: {
    order: { en: "the order's number says test", zh: "订单号写明为测试" },
    customer: { en: "the customer is named a test", zh: "顾客名为测试账号" },
    channel: { en: "the channel is named a test", zh: "渠道名为测试" },
  },
  actions: ["drop", "flag", "off"],
  usually: "drop",
  reads: ["orders", "order_lines"],
  needs: ["orders"],
};
