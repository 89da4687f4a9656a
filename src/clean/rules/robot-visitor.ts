import type { Rule } from "../rule.js";

/**
 * A visitor who does what people do not: pages faster than one can look, the catalogue in its own order, round the clock,
 * or thousands of views without a single thing put into a basket. Who buys, and be it once in two hundred views, is
 * taken for a person. A bot of fewer than a hundred events, or with a new cookie for every page, is not seen.
 */
export const robotVisitor: Rule = {
  name: "events.visitor",
  table: "events",
  column: "anonymous_id",
  title: { en: "Visitors that behave like a program", zh: "行为像程序的访客" },
  reasons: {
    rate: { en: "up to {n} pages in one minute, in three minutes or more", zh: "每分钟浏览多达 {n} 页，且不止三次" },
    sequence: { en: "{n} % of its steps go to the next item of the catalogue", zh: "{n}% 的浏览按目录顺序逐件前进" },
    clock: {
      en: "active in 20 or more hours of {n} days, and bought nothing",
      zh: "有 {n} 天活跃 20 个小时以上，且从未购买",
    },
    nothing: {
      en: "{n} views, a hundred and more a day, and nothing put into a basket",
      zh: "浏览 {n} 次，每天上百次，从未加购",
    },
  },
  actions: ["drop", "flag", "off"],
  usually: "drop",
  reads: ["events", "orders"],
  needs: ["events"],
};
