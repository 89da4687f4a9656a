import type { Rule } from "../rule.js";

/** The item is named a test. A shop may well sell it (a tester, a test kit): the lines are flagged, not left out. */
export const testItem: Rule = {
  name: "order_lines.test_item",
  table: "order_lines",
  column: "item_id",
  title: { en: "Lines of test items", zh: "测试商品的订单行" },
  reasons: { item: { en: "the item is named a test", zh: "商品名为测试商品" } },
  actions: ["flag", "drop", "off"],
  usually: "flag",
  reads: ["items", "order_lines"],
  needs: ["order_lines"],
};
