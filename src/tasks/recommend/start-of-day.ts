/** When a day begins in a time zone, in milliseconds since 1970 UTC. @param day YYYY-MM-DD */
export function startOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const ahead = (at: number) => Date.parse(`${clock.format(at).replace(" ", "T")}Z`) - at;
  return midnight - ahead(midnight - ahead(midnight)); // asked again near the answer: clocks may change that day
}
