import { describe, expect, it } from "vitest";
import { timeLabels } from "./time-labels.js";

function daysFrom(first: string, count: number): readonly string[] {
  const start = Date.parse(first);
  return Array.from({ length: count }, (_, day) => new Date(start + day * 86_400_000).toISOString().slice(0, 10));
}

describe("timeLabels", () => {
  it("labels days whole weeks apart, so that every label is the same weekday", () => {
    const labels = timeLabels(daysFrom("2026-08-03", 84), 720, "en");
    expect([...labels]).toEqual([
      [0, "3 Aug"],
      [14, "17 Aug"],
      [28, "31 Aug"],
      [42, "14 Sep"],
      [56, "28 Sep"],
      [70, "12 Oct"],
    ]);
  });

  it("labels the first days of months in a long span and says a year once", () => {
    const labels = timeLabels(daysFrom("2010-12-01", 374), 720, "en");
    expect([...labels.values()]).toEqual(["Jan 2011", "Apr", "Jul", "Oct"]);
    expect(labels.get(31)).toBe("Jan 2011");
  });

  it("writes months in Chinese", () => {
    const months = ["2026-11", "2026-12", "2027-01", "2027-02"];
    expect([...timeLabels(months, 720, "zh").values()]).toEqual(["2026年11月", "12月", "2027年1月", "2月"]);
  });

  it("spaces labels that are neither days nor months evenly", () => {
    const weeks = Array.from({ length: 40 }, (_, week) => `week ${week + 1}`);
    expect([...timeLabels(weeks, 350, "en").values()]).toEqual(["week 1", "week 15", "week 29"]);
  });

  it("labels nothing on an empty axis and the one point of a lone one", () => {
    expect(timeLabels([], 300, "en").size).toBe(0);
    expect([...timeLabels(["2026-08-03"], 300, "en").values()]).toEqual(["3 Aug"]);
  });
});
