import { type Holiday, holidaysOf } from "./holidays.js";

const DAY = 86_400_000;
const HISTORY = 365;
const AHEAD = 60;

/**
 * The days of the shop, numbered from a year before the first day on record to two months past the last: customers
 * came before the record starts, and holidays are known before they come.
 */
export interface Calendar {
  /** Number of the first day on record. */
  readonly opens: number;
  /** Number of the first day after the record. */
  readonly closes: number;
  /** All days, history and days ahead included. */
  readonly days: number;
  /** [days + 1] local midnight, ms since 1970 UTC. */
  readonly startsAt: Float64Array;
  /** [days] as YYYY-MM-DD. */
  readonly dates: readonly string[];
  /** [days] Monday = 0. */
  readonly weekdays: Uint8Array;
  /** [days] January = 0. */
  readonly months: Uint8Array;
  /** [days] from 0. */
  readonly yearDays: Uint16Array;
  /** [days] */
  readonly holidays: readonly (Holiday | null)[];
}

export function calendarOf(start: string, days: number, timeZone: string): Calendar {
  const total = HISTORY + days + AHEAD;
  const first = Date.parse(start) - HISTORY * DAY;
  const plain = Float64Array.from({ length: total }, (_, day) => first + day * DAY);
  const years = new Map<number, readonly Holiday[]>();
  const holidayOn = (day: number) => {
    const year = new Date(day).getUTCFullYear();
    const known = years.get(year) ?? holidaysOf(year);
    years.set(year, known);
    return known.find(({ from, to }) => day >= from && day <= to) ?? null;
  };
  const midnight = localMidnight(timeZone);
  return {
    opens: HISTORY,
    closes: HISTORY + days,
    days: total,
    startsAt: Float64Array.from({ length: total + 1 }, (_, day) => midnight(first + day * DAY)),
    dates: Array.from(plain, (day) => new Date(day).toISOString().slice(0, 10)),
    weekdays: Uint8Array.from(plain, (day) => (new Date(day).getUTCDay() + 6) % 7),
    months: Uint8Array.from(plain, (day) => new Date(day).getUTCMonth()),
    yearDays: Uint16Array.from(plain, (day) => (day - Date.UTC(new Date(day).getUTCFullYear(), 0, 1)) / DAY),
    holidays: Array.from(plain, holidayOn),
  };
}

/** From a calendar day (its UTC midnight) to the moment it begins in the time zone. */
function localMidnight(timeZone: string): (day: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const offset = (at: number) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - at;
  };
  // the offset at the guess may be that of the other side of a clock change; at the second guess it is right
  return (day) => day - offset(day - offset(day));
}
