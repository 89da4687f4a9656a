import { describe, expect, it } from "vitest";
import { filledGaps } from "./filled-gaps.js";

const MISSING = Number.NaN;

describe("filledGaps", () => {
  it("takes the mean of the same phase before and after", () => {
    const series = Float64Array.of(1, 10, MISSING, 20, 3, 30);
    expect([...filledGaps(series, 2)]).toEqual([1, 10, 2, 20, 3, 30]);
  });

  it("reaches over several seasons, and takes one side where the other is missing", () => {
    expect([...filledGaps(Float64Array.of(4, MISSING, MISSING, 8), 1)]).toEqual([4, 6, 6, 8]);
    expect([...filledGaps(Float64Array.of(MISSING, 5, MISSING), 1)]).toEqual([5, 5, 5]);
  });

  it("takes the mean of all for a phase that was never seen", () => {
    expect([...filledGaps(Float64Array.of(2, MISSING, 4, MISSING), 2)]).toEqual([2, 3, 4, 3]);
  });

  it("fills with zeros where nothing is known, and leaves a whole series as it is", () => {
    expect([...filledGaps(Float64Array.of(MISSING, MISSING), 7)]).toEqual([0, 0]);
    expect([...filledGaps(Float64Array.of(1, 2), 7)]).toEqual([1, 2]);
  });
});
