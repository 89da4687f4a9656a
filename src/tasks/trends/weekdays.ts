import type { Language } from "#charts/insight.js";
import type { TrendsAnswer } from "./answer.js";

const NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  zh: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
};

/** What an average day of one weekday should bring. */
export interface Weekday {
  readonly name: string;
  /** In whole minor units. */
  readonly mean: number;
}

/** Monday to Sunday, over the whole weeks of the forecast; none when it is shorter than a week. */
export function weekdaysOf({ forecast: { ds, mean } }: TrendsAnswer, language: Language): readonly Weekday[] {
  const weeks = Math.floor(ds.length / 7);
  if (weeks === 0) return [];
  const sums = new Float64Array(7);
  for (let step = 0; step < weeks * 7; step++) {
    const weekday = (new Date(`${ds[step]}T00:00:00Z`).getUTCDay() + 6) % 7; // Monday first
    sums[weekday]! += mean[step]!;
  }
  return Array.from(sums, (sum, weekday) => ({ name: NAMES[language][weekday]!, mean: sum / weeks }));
}
