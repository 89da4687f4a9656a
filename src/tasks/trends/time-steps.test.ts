import { describe, expect, it } from "vitest";
import { encodeTexts } from "#table/table.js";
import { timeStepsOf } from "./time-steps.js";

function steps(stamps: readonly (string | null)[], groups = stamps.map(() => 0)) {
  return timeStepsOf(encodeTexts(stamps), Int32Array.from(groups));
}

/** How far each step lies from the first. */
function distances(stamps: readonly string[]): number[] {
  const { at } = steps(stamps);
  return Array.from(at, (step) => step - at[0]!);
}

describe("time steps", () => {
  it("counts days as days, over the end of a month, with a week as their season", () => {
    const days = ["2024-02-27", "2024-02-28", "2024-03-01", "2024-03-02", "2024-03-03"];
    expect(distances(days)).toEqual([0, 1, 3, 4, 5]);
    expect(steps(days)).toMatchObject({ period: 7, unit: "day" });
    expect(steps(days.map((day) => day.replaceAll("-", "")))).toMatchObject({ period: 7, unit: "day" });
    expect(steps(days.map((day) => `${day} 00:00:00`))).toMatchObject({ period: 7, unit: "day" });
  });

  it("tells weeks, months, quarters, years and hours by the usual distance", () => {
    expect(steps(["2024-01-01", "2024-01-08", "2024-01-15"])).toMatchObject({ period: 1, unit: "week" });
    expect(steps(["2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29"])).toMatchObject({
      period: 12,
      unit: "month",
    });
    expect(distances(["2023-11", "2023-12", "2024-01", "2024-03"])).toEqual([0, 1, 2, 4]);
    expect(steps(["2023-01-01", "2023-04-01", "2023-07-01"])).toMatchObject({ period: 4, unit: "quarter" });
    expect(steps(["2021-01-01", "2022-01-01", "2023-01-01"])).toMatchObject({ period: 1, unit: "year" });
    expect(steps(["2024-01-01T00:00", "2024-01-01T01:00", "2024-01-01T02:00"])).toMatchObject({ period: 24 });
  });

  it("leaves open what whole numbers count", () => {
    expect(steps(["0", "1", "2.0", "-3"])).toMatchObject({ period: null, unit: "step" });
    expect(distances(["5", "6", "9"])).toEqual([0, 1, 4]);
  });

  it("measures distances within a series only", () => {
    const stamps = ["2024-01-01", "2024-01-04", "2024-01-02", "2024-01-05"];
    expect(steps(stamps, [0, 1, 0, 1])).toMatchObject({ period: 7, unit: "day" });
  });

  it("refuses what is neither a whole number nor a date, and what is missing", () => {
    expect(() => steps(["2024-01-01", "soon"])).toThrow('whole number or a date in ds, got "soon" in row 2');
    expect(() => steps(["1", "2.5"])).toThrow('got "1" in row 1');
    expect(() => steps(["1", null])).toThrow("got nothing in row 2");
    expect(() => steps(["2024-13-01"])).toThrow('got "2024-13-01"');
  });
});
