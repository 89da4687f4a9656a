import type { Rule } from "../rule.js";

/** Stars outside 1 to 5, in a shop that does not count to ten. */
export const ratingRange: Rule = {
  name: "reviews.rating",
  table: "reviews",
  column: "rating",
  title: { en: "Ratings outside 1 to 5", zh: "评分超出 1 至 5" },
  reasons: { range: { en: "{n} is no number of stars from 1 to 5", zh: "{n} 不在 1 至 5 星之间" } },
  actions: ["flag", "off"],
  usually: "flag",
  reads: ["reviews"],
  needs: ["reviews"],
};
