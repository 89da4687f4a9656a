import type { Rule } from "../rule.js";

/** As orders on impossible days; one finding for each such day. */
export const eventDate: Rule = {
  name: "events.occurred_at",
  table: "events",
  column: "occurred_at",
  title: { en: "Events on impossible days", zh: "日期不可能的行为事件" },
  reasons: {
    future: { en: "the day is {n} days after the one it was loaded on", zh: "日期比载入日晚 {n} 天" },
    past: { en: "the day is before 1991, {n} days before there was a web", zh: "日期早于 1991 年，比万维网早 {n} 天" },
  },
  actions: ["drop", "flag", "off"],
  usually: "drop",
  reads: ["events"],
  needs: ["events"],
};
