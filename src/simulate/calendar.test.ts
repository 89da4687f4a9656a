import { describe, expect, it } from "vitest";
import { calendarOf } from "./calendar.js";

describe("the calendar of a shop", () => {
  const calendar = calendarOf("2024-09-01", 400, "Europe/Berlin");
  const dayOf = (date: string) => calendar.dates.indexOf(date);
  const hours = (date: string) => (calendar.startsAt[dayOf(date) + 1]! - calendar.startsAt[dayOf(date)]!) / 3_600_000;

  it("begins each day at local midnight, with the short and the long day of the clock changes", () => {
    expect(calendar.startsAt[calendar.opens]).toBe(Date.parse("2024-08-31T22:00:00Z"));
    expect(calendar.startsAt[dayOf("2025-01-15")]).toBe(Date.parse("2025-01-14T23:00:00Z"));
    expect([hours("2024-10-27"), hours("2025-03-30"), hours("2025-03-31")]).toEqual([25, 23, 24]);
  });

  it("knows weekdays, months and days of the year", () => {
    const day = dayOf("2024-12-31");
    expect([calendar.weekdays[day], calendar.months[day], calendar.yearDays[day]]).toEqual([1, 11, 365]);
  });

  it.each([
    ["2024-11-29", "Black Friday"],
    ["2024-12-02", "Black Friday week"],
    ["2024-12-24", "Christmas"],
    ["2025-04-20", "Easter"],
    ["2025-05-11", "Mother's Day"],
    ["2025-11-11", "Singles' Day"],
    ["2025-06-17", undefined],
  ])("finds %s to be %s", (date, name) => {
    expect(calendar.holidays[dayOf(date)]?.name).toBe(name);
  });
});
