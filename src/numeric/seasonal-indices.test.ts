import { describe, expect, it } from "vitest";
import { seasonalIndices } from "./seasonal-indices.js";

const WEEK = [3, -1, -2, 0, 1, 4, -5];

describe("seasonalIndices", () => {
  it("recovers a week added to a straight line exactly", () => {
    const series = Float64Array.from({ length: 35 }, (_, t) => 10 + 2 * t + WEEK[t % 7]!);
    const indices = seasonalIndices(series, 7, "additive");
    indices.forEach((index, phase) => {
      expect(index).toBeCloseTo(WEEK[phase]!, 10);
    });
  });

  it("recovers quarters that multiply a level exactly, an even season included", () => {
    const quarters = [1.2, 0.8, 0.9, 1.1];
    const series = Float64Array.from({ length: 16 }, (_, t) => 50 * quarters[t % 4]!);
    const indices = seasonalIndices(series, 4, "multiplicative");
    indices.forEach((index, phase) => {
      expect(index).toBeCloseTo(quarters[phase]!, 10);
    });
  });

  it("leaves missing values out and gives a phase it never saw no effect", () => {
    const series = Float64Array.from({ length: 28 }, (_, t) => (t % 7 === 2 ? Number.NaN : 5));
    expect([...seasonalIndices(series, 7, "additive")]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([...seasonalIndices(series, 7, "multiplicative")]).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it("sees no effect in a series of zeros", () => {
    expect([...seasonalIndices(new Float64Array(8), 2, "multiplicative")]).toEqual([1, 1]);
  });

  it("refuses less than two whole seasons", () => {
    expect(() => seasonalIndices(new Float64Array(13), 7, "additive")).toThrow(/need 14 observations, got 13/);
  });
});
