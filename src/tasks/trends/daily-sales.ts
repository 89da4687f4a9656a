import { numbers, type Table, textAt, texts } from "#table/table.js";
import { dayNumber } from "./day-number.js";

/** What a shop sold each day, without a gap. */
export interface DailySales {
  /** Days from 1970-01-01 to the first day. */
  readonly firstDay: number;
  /** [days] in whole minor units; 0: nothing was sold; NaN: not known yet. */
  readonly cents: Float64Array;
  /** How many days come before the first of those at the end that are not known. */
  readonly knownDays: number;
  /** The last day with sales was left out because it looks unfinished. */
  readonly unfinishedDay: boolean;
  /** Days at the end that are not known because sales stopped as they never had before. */
  readonly silentDays: number;
}

const DAYS_COMPARED = 20; // a finished day then looks unfinished by chance once in 21 times, and that costs one day
const FEWEST_DAYS = 28;
const EMPTY = { firstDay: 0, cents: new Float64Array(), knownDays: 0, unfinishedDay: false, silentDays: 0 };

/** @throws {RangeError} when a shop's history is too short to forecast from. */
export function needDays(known: number): void {
  if (known < FEWEST_DAYS) {
    throw new RangeError(`trends needs ${FEWEST_DAYS} days of sales, counted from the first sale, got ${known}`);
  }
}

/**
 * Reads the rows of daily-sales.sql. The end of a shop's data needs care, as a forecast leans on it most:
 *
 * - A silence at the end longer than any before it is taken for sales not loaded yet, not for a shop that sells nothing.
 * - The last day with sales is left out when its last sale came earlier in the day than on each of the twenty selling
 *   days before it: the export was made before the day was over.
 */
export function dailySalesOf(table: Table): DailySales {
  if (table.rows === 0) return EMPTY;
  const cents = numbers(table, "y").slice();
  const silentDays = unusualSilence(cents);
  const spoken = cents.length - silentDays;
  const last = spoken - 1 - trailingZeros(cents.subarray(0, spoken));
  const isAtEnd = last === spoken - 1; // zero days after it show that it was over
  const unfinishedDay = isAtEnd && isUnfinished(numbers(table, "last_minute"), last);
  const knownDays = unfinishedDay ? last : spoken;
  cents.fill(Number.NaN, knownDays);
  return { firstDay: dayNumber(textAt(texts(table, "ds"), 0)!), cents, knownDays, unfinishedDay, silentDays };
}

/** How many days without sales end the series, if that is more than ever before; else 0. */
function unusualSilence(cents: Float64Array): number {
  const atEnd = trailingZeros(cents);
  let longest = 0;
  let run = 0;
  for (const y of cents.subarray(0, cents.length - atEnd)) {
    run = y === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return atEnd > longest ? atEnd : 0;
}

function trailingZeros(cents: Float64Array): number {
  let zeros = 0;
  while (zeros < cents.length && cents[cents.length - 1 - zeros] === 0) zeros++;
  return zeros;
}

/** @param lastMinute [days] minute of the day's last sale, NaN without sales */
function isUnfinished(lastMinute: Float64Array, day: number): boolean {
  const before = lastMinute.subarray(0, Math.max(0, day)).filter((minute) => !Number.isNaN(minute));
  const compared = before.slice(-DAYS_COMPARED);
  return compared.length === DAYS_COMPARED && compared.every((minute) => lastMinute[day]! < minute);
}
