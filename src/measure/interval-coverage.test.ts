import { describe, expect, it } from "vitest";
import { coverageShare, intervalCoverage } from "./interval-coverage.js";

describe("intervalCoverage", () => {
  it("counts both ends as inside, and neither unknown outcomes nor unknown bands", () => {
    const lower = Float64Array.of(1, 1, 1, 1, Number.NaN);
    const upper = Float64Array.of(3, 3, 3, 3, Number.NaN);
    const actual = Float64Array.of(1, 3, 3.1, Number.NaN, 2);
    expect(intervalCoverage(actual, lower, upper)).toEqual({ held: 2, outcomes: 3 });
  });

  it("weighs series by their outcomes when they are put together", () => {
    const parts = [
      { held: 1, outcomes: 1 },
      { held: 0, outcomes: 3 },
    ];
    expect(coverageShare(parts)).toBe(0.25);
    expect(coverageShare([])).toBeNaN();
  });
});
