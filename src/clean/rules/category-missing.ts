import type { Rule } from "../rule.js";

/** An item without a category in a catalogue that has them, filled from the other variants of the same product. */
export const categoryMissing: Rule = {
  name: "items.category",
  table: "items",
  column: "category",
  title: { en: "Items without a category", zh: "缺少类目的商品" },
  reasons: {
    variants: {
      en: "all {n} other variants of the product are of one category",
      zh: "同一产品的其他 {n} 个款式同属一类",
    },
    unknown: { en: "nothing tells the category", zh: "没有可推断类目的依据" },
  },
  actions: ["fill", "flag", "off"],
  usually: "fill",
  reads: ["items"],
  needs: ["items"],
};
