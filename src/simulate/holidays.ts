const DAY = 86_400_000;

/** A stretch of days on which people buy more, or less, than the season alone says. */
export interface Holiday {
  readonly name: string;
  /** First day, ms of its UTC midnight: days here are calendar days without a time zone. */
  readonly from: number;
  /** Last day, likewise. */
  readonly to: number;
  /** What demand is multiplied with. */
  readonly factor: number;
}

/** The days of one year that the shop feels. Where two overlap, the first listed holds. */
export function holidaysOf(year: number): readonly Holiday[] {
  const blackFriday = nthWeekday(year, 10, 4, 4) + DAY;
  const mothersDay = nthWeekday(year, 4, 0, 2);
  const easter = easterSunday(year);
  const stretch = (name: string, day: number, factor: number, before = 0, after = 0): Holiday => ({
    name,
    from: day - before * DAY,
    to: day + after * DAY,
    factor,
  });
  return [
    stretch("New Year", Date.UTC(year, 0, 1), 0.7),
    stretch("Valentine's Day", Date.UTC(year, 1, 13), 1.2, 3),
    stretch("Easter", easter, 0.75, 2, 1),
    stretch("Mother's Day", mothersDay, 1.25, 4),
    stretch("Singles' Day", Date.UTC(year, 10, 11), 1.5),
    stretch("Black Friday", blackFriday, 2.1),
    stretch("Black Friday week", blackFriday, 1.45, 4, 3),
    stretch("before Christmas", Date.UTC(year, 11, 18), 1.35, 16),
    stretch("Christmas", Date.UTC(year, 11, 26), 0.5, 2),
  ];
}

/** @param weekday Sunday = 0 */
function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = Date.UTC(year, month, 1);
  const ahead = (weekday - new Date(first).getUTCDay() + 7) % 7;
  return first + (ahead + 7 * (nth - 1)) * DAY;
}

/** Source: the anonymous Gregorian algorithm, as printed by Meeus (1991), Astronomical Algorithms, chapter 8. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}
