const DAY = 86_400_000;
const MONDAY = 4; // 1 January 1970 was a Thursday

/** The Monday, at midnight UTC, of the week of a moment; ms since 1970. */
export function mondayOf(at: number): number {
  const day = Math.floor(at / DAY);
  return (day - ((((day - MONDAY) % 7) + 7) % 7)) * DAY;
}
