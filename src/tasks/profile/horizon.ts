const QUARTER_DAYS = 90;
/** Half of the history is left to learn who the customers are, before a window to choose on and one to measure on. */
const WINDOWS_IN_HISTORY = 4;

/**
 * How far ahead "buys again" looks: a quarter of a year, or a quarter of the history where it is shorter than a year.
 *
 * @param historyDays from the first order to today
 * @returns 0 when the history is too short to look back from inside of it.
 */
export function horizonDays(historyDays: number): number {
  return Math.max(0, Math.min(QUARTER_DAYS, Math.floor(historyDays / WINDOWS_IN_HISTORY))) || 0;
}
