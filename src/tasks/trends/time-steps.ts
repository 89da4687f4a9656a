import { type TextColumn, textAt } from "#table/table.js";

/** Time stamps as whole steps: those of one series that follow each other differ by 1. */
export interface TimeSteps {
  /** [rows] */
  readonly at: Float64Array;
  /** Steps in a season; null where the stamps are mere numbers that say nothing of what they count. */
  readonly period: number | null;
  /** What a step is, such as "day". */
  readonly unit: string;
}

const DAY = 86_400_000;
const DATE = /^(\d{4})-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?)?)?$/;

/**
 * Reads the stamps of a data set, all whole numbers or all dates (YYYY-MM-DD, YYYYMMDD, YYYY-MM, a time of day may
 * follow). What a step is follows from the most common distance between a series' neighbours: a day (season 7), a week
 * (none: a year of weeks is beyond what most series hold), a month (12), a quarter (4), a year (none), less than a day
 * (a day).
 *
 * @param groups [rows] which series each row belongs to
 * @throws {RangeError} for a stamp that is neither, or missing.
 */
export function timeStepsOf(stamps: TextColumn, groups: Int32Array): TimeSteps {
  const isNumeric =
    stamps.words.every((word) => /^-?\d{1,15}(?:\.0+)?$/.test(word)) && !stamps.words.every(isCompactDay);
  const values = stamps.words.map((word) => (isNumeric ? Number(word) : timeOf(word)));
  const at = Float64Array.from(stamps.codes, (code, row) => {
    if (code < 0) throw new RangeError(`expected a number or date in ds, got nothing in row ${row + 1}`);
    const value = values[code]!;
    if (Number.isNaN(value)) {
      throw new RangeError(`expected a whole number or a date in ds, got "${textAt(stamps, row)}" in row ${row + 1}`);
    }
    return value;
  });
  return isNumeric ? { at, period: null, unit: "step" } : calendarSteps(at, groups);
}

function isCompactDay(word: string): boolean {
  return word.length === 8 && /^(?:19|20)/.test(word) && !Number.isNaN(timeOf(word));
}

/** Milliseconds since 1970 UTC; NaN when it is no date. */
function timeOf(word: string): number {
  const match = DATE.exec(word);
  if (!match) return Number.NaN;
  const [, year, month, day = "01", time = "00:00"] = match;
  return Date.parse(`${year}-${month}-${day}T${time}Z`);
}

function calendarSteps(times: Float64Array, groups: Int32Array): TimeSteps {
  const gap = commonGap(times, groups);
  const days = gap / DAY;
  if (days < 1) return { at: times.map((time) => Math.round(time / gap)), period: Math.round(1 / days), unit: "hour" };
  if (days < 1.5) return { at: times.map((time) => Math.round(time / DAY)), period: 7, unit: "day" };
  const months = times.map(monthNumber);
  if (days >= 28 && days <= 31) return { at: months, period: 12, unit: "month" };
  if (days >= 89 && days <= 92) return { at: months.map((month) => Math.floor(month / 3)), period: 4, unit: "quarter" };
  if (days >= 365 && days <= 366) return { at: months.map((month) => Math.floor(month / 12)), period: 1, unit: "year" };
  const first = times.reduce((least, time) => Math.min(least, time), times[0] ?? 0);
  const at = times.map((time) => Math.round((time - first) / gap));
  return { at, period: 1, unit: days === 7 ? "week" : "step" };
}

function monthNumber(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The most common distance between neighbouring times of one series; a day where there is none. */
function commonGap(times: Float64Array, groups: Int32Array): number {
  const order = Array.from(times.keys()).sort((a, b) => groups[a]! - groups[b]! || times[a]! - times[b]!);
  const counts = new Map<number, number>();
  for (let i = 1; i < order.length; i++) {
    const [before, row] = [order[i - 1]!, order[i]!];
    const gap = times[row]! - times[before]!;
    if (groups[row] === groups[before] && gap > 0) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([gapA, a], [gapB, b]) => b - a || gapA - gapB);
  return most ? most[0] : DAY;
}
