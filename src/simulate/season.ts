import type { Calendar } from "./calendar.js";
import type { MediaChannel } from "./media.js";
import type { SeasonParameters } from "./season-parameters.js";

/** What each day does to demand. All are factors by calendar day; their product is `factor` up to its scale. */
export interface Season {
  readonly weekly: Float64Array;
  readonly yearly: Float64Array;
  readonly trend: Float64Array;
  readonly holiday: Float64Array;
  readonly media: Float64Array;
  /** The product, scaled to a mean of 1 over the days on record. */
  readonly factor: Float64Array;
  /**
   * [calendar days + 1] the sum of `factor` up to the start of each day, 0 where the record opens: time as the
   * purchase process sees it, in average days.
   */
  readonly clock: Float64Array;
}

export function seasonOf(calendar: Calendar, parameters: SeasonParameters, media: readonly MediaChannel[]): Season {
  const { opens, closes, days } = calendar;
  const byDay = (factor: (day: number) => number) => Float64Array.from({ length: days }, (_, day) => factor(day));
  const weekly = byDay((day) => parameters.weekly[calendar.weekdays[day]!]!);
  const yearly = byDay((day) => {
    const phase = (2 * Math.PI * (calendar.yearDays[day]! - parameters.yearlyPeak)) / 365.25;
    return 1 + parameters.yearly * Math.cos(phase);
  });
  const trend = byDay((day) => (1 + parameters.growth) ** ((day - opens) / 365));
  const holiday = byDay((day) => (calendar.holidays[day]?.factor ?? 1) ** parameters.holidays);
  const mediaLift = byDay((day) => media.reduce((sum, { lift }) => sum + lift[day]!, 1));
  const factor = byDay((day) => weekly[day]! * yearly[day]! * trend[day]! * holiday[day]! * mediaLift[day]!);
  const mean = factor.subarray(opens, closes).reduce((sum, value) => sum + value, 0) / (closes - opens);
  for (let day = 0; day < days; day += 1) factor[day]! /= mean;
  return { weekly, yearly, trend, holiday, media: mediaLift, factor, clock: clockOf(factor, opens) };
}

function clockOf(factor: Float64Array, opens: number): Float64Array {
  const clock = new Float64Array(factor.length + 1);
  for (let day = 0; day < factor.length; day += 1) clock[day + 1] = clock[day]! + factor[day]!;
  const zero = clock[opens]!;
  return clock.map((time) => time - zero);
}

/** The calendar day on which the clock shows this time; the number of days where it never does. */
export function dayAt({ clock }: Season, time: number): number {
  let low = 0;
  let high = clock.length - 1;
  if (time >= clock[high]!) return high;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (clock[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}
