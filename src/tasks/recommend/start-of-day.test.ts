import { expect, it } from "vitest";
import { startOfDay } from "./start-of-day.js";

it.each([
  ["2011-11-01", "UTC", "2011-11-01T00:00:00Z"],
  ["2011-07-01", "Europe/London", "2011-06-30T23:00:00Z"],
  ["2024-03-31", "Europe/Berlin", "2024-03-30T23:00:00Z"], // clocks go forward at two
  ["2024-10-27", "Europe/Berlin", "2024-10-26T22:00:00Z"], // and back at three
  ["2024-01-01", "Asia/Shanghai", "2023-12-31T16:00:00Z"],
  ["2024-01-01", "America/New_York", "2024-01-01T05:00:00Z"],
])("%s begins in %s at %s", (day, zone, moment) => {
  expect(startOfDay(day, zone)).toBe(Date.parse(moment));
});
