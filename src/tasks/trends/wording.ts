import type { Language } from "#charts/insight.js";
import type { TrendsAnswer } from "./answer.js";

/** How long the forecast is: "4 weeks", "10 days", "week"; in Chinese "4 周", "10 天". */
export function spanOf({ forecast }: TrendsAnswer, language: Language): string {
  const days = forecast.ds.length;
  const isWeeks = days % 7 === 0;
  const n = isWeeks ? days / 7 : days;
  if (language === "zh") return `${n} ${isWeeks ? "周" : "天"}`;
  const word = isWeeks ? "week" : "day";
  return n === 1 ? word : `${n} ${word}s`;
}

/** What the forecast is compared with: "the 4 weeks before", "the same days 2 weeks earlier"; "前 4 周". */
export function spanBefore(answer: TrendsAnswer, language: Language): string {
  const days = answer.forecast.ds.length;
  if (days % 7 === 0) return language === "zh" ? `前 ${spanOf(answer, "zh")}` : `the ${spanOf(answer, "en")} before`;
  const weeks = Math.ceil(days / 7);
  if (language === "zh") return ` ${weeks} 周前的同一时段`;
  return `the same ${days === 1 ? "day" : "days"} ${weeks === 1 ? "a week" : `${weeks} weeks`} earlier`;
}
