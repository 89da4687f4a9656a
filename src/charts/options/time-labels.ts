import { formatDay, formatMonth } from "../format.js";
import type { Language } from "../insight.js";
import { plainText } from "../plain-text.js";
import { textWidth } from "../text-width.js";

/**
 * Which positions of a time axis get a label, and what it says: days a whole number of weeks apart when the span
 * is short, first days of months when it is long, evenly spaced ones when the labels are neither days nor months.
 * @param width of the plot area in pixels, position 0 at its left edge and the last at its right
 */
export function timeLabels(x: readonly string[], width: number, language: Language): ReadonlyMap<number, string> {
  const room = Math.max(2, Math.floor(width / 110));
  const chosen = axisKind(x) === "other" ? evenly(x, room) : calendar(x, room, language);
  return new Map(chosen.filter(([at, label]) => fits(at, label, x.length, width)));
}

type Labelled = readonly [at: number, label: string];

function axisKind(x: readonly string[]): "days" | "months" | "other" {
  if (x.length > 0 && x.every((label) => /^\d{4}-\d\d-\d\d$/.test(label))) return "days";
  return x.length > 0 && x.every((label) => /^\d{4}-\d\d$/.test(label)) ? "months" : "other";
}

function calendar(x: readonly string[], room: number, language: Language): readonly Labelled[] {
  const daysApart = x.length / room;
  if (axisKind(x) === "days" && daysApart <= 21) {
    const step =
      x.length <= room ? 1 : Math.max(1, daysApart <= 3 ? Math.ceil(daysApart) : 7 * Math.ceil(daysApart / 7));
    return x.flatMap((day, at) => (at % step === 0 ? [[at, formatDay(day, language)] as const] : []));
  }
  const starts = x.flatMap((day, at) => (at === 0 || day.slice(0, 7) !== x[at - 1]?.slice(0, 7) ? [at] : []));
  // a month the series enters in its middle has no first day to label
  const whole = starts.filter((at) => x[at]?.length === 7 || x[at]?.endsWith("-01"));
  const monthsApart = [1, 2, 3, 6, 12, 24, 60].find((months) => whole.length / months <= room) ?? 120;
  const kept = whole.filter((at) => monthNumber(x[at] ?? "") % monthsApart === 0);
  return kept.map((at, i) => [at, monthLabel(x[at] ?? "", i === 0, language)]);
}

/** Months since year 0, January divisible by 12. */
function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The year is said once, then again each January. */
function monthLabel(day: string, first: boolean, language: Language): string {
  const month = formatMonth(day, language);
  if (first || day.slice(5, 7) === "01") return month;
  return language === "zh" ? month.replace(/^\d+年/, "") : month.replace(/ \d+$/, "");
}

function evenly(x: readonly string[], room: number): readonly Labelled[] {
  const step = Math.max(1, Math.ceil(x.length / room));
  return x.flatMap((label, at) => (at % step === 0 ? [[at, plainText(label, 14)] as const] : []));
}

function fits(at: number, label: string, length: number, width: number): boolean {
  const right = (at / Math.max(1, length - 1)) * width + textWidth(label) / 2;
  return right <= width + 14;
}
