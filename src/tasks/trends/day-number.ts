const DAY_MILLISECONDS = 86_400_000;

/** Whole days from 1970-01-01 to a day written YYYY-MM-DD. @throws {RangeError} for anything else. */
export function dayNumber(day: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new RangeError(`expected a day as YYYY-MM-DD, got "${day}"`);
  return time / DAY_MILLISECONDS;
}

/** The day so many days after 1970-01-01, as YYYY-MM-DD. */
export function dayText(number: number): string {
  return new Date(number * DAY_MILLISECONDS).toISOString().slice(0, 10);
}
