import type { Rule } from "../rule.js";

/**
 * A tracker in another time zone than the books: the purchases it tells of are the same hours (or half hours) apart
 * from the orders they belong to, week by week, so that a summer time is seen too. Needs events that name their order.
 */
export const clockShift: Rule = {
  name: "events.time_zone",
  table: "events",
  column: "occurred_at",
  title: { en: "Weeks in another time zone", zh: "时区错位的星期" },
  reasons: {
    ahead: {
      en: "its {other} purchases are {n} minutes after the orders they belong to",
      zh: "该周 {other} 次购买比所属订单晚 {n} 分钟",
    },
    behind: {
      en: "its {other} purchases are {n} minutes before the orders they belong to",
      zh: "该周 {other} 次购买比所属订单早 {n} 分钟",
    },
  },
  filledAs: {
    en: (seconds) => `${Math.abs(Number(seconds)) / 60} minutes ${Number(seconds) > 0 ? "earlier" : "later"}`,
    zh: (seconds) => `${Number(seconds) > 0 ? "提前" : "推后"} ${Math.abs(Number(seconds)) / 60} 分钟`,
  },
  actions: ["flag", "fill", "off"],
  usually: "flag",
  reads: ["events", "orders"],
  needs: ["events", "orders"],
};
