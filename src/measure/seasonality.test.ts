import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { autocorrelation } from "./autocorrelation.js";
import { naive2 } from "./naive2.js";
import { seasonalPeriod } from "./seasonal-period.js";
import { isSeasonal } from "./seasonality.js";

const WEEK = [5, 1, 2, 2, 3, 8, 9];

/** A planted season over a random walk. */
function walk(seed: number, { length, season }: { length: number; season: readonly number[] }): Float64Array {
  const random = mulberry32(seed);
  let level = 100;
  return Float64Array.from({ length }, (_, t) => {
    level += random() - 0.5;
    return level + (season[t % season.length] ?? 0) + random() - 0.5;
  });
}

describe("autocorrelation", () => {
  it("gives the textbook .4 and −.1 at lags 1 and 2 of 1, 2, 3, 4, 5", () => {
    const [first, second] = autocorrelation(Float64Array.of(1, 2, 3, 4, 5), 2);
    expect(first).toBeCloseTo(0.4, 12);
    expect(second).toBeCloseTo(-0.1, 12);
  });

  it("cannot be told for a constant series", () => {
    expect(autocorrelation(new Float64Array(9).fill(3), 1)[0]).toBeNaN();
  });
});

describe("isSeasonal", () => {
  it("sees a planted week, and none in noise, in a constant or in less than three seasons", () => {
    const week = walk(1, { length: 70, season: WEEK });
    expect(isSeasonal(week, 7)).toBe(true);
    expect(isSeasonal(week.subarray(0, 20), 7)).toBe(false);
    const random = mulberry32(4);
    expect(isSeasonal(Float64Array.from({ length: 70 }, random), 7)).toBe(false);
    expect(isSeasonal(new Float64Array(70).fill(1), 7)).toBe(false);
  });
});

describe("naive2", () => {
  it("carries the last value forward where there is no season", () => {
    expect([...naive2(Float64Array.of(3, 9, 4), 1, 2)]).toEqual([4, 4]);
  });

  it("carries the seasonally adjusted last value forward", () => {
    const series = Float64Array.from({ length: 70 }, (_, t) => 10 * WEEK[t % 7]!);
    const ahead = naive2(series, 7, 7);
    ahead.forEach((y, step) => {
      expect(y).toBeCloseTo(10 * WEEK[step]!, 8);
    });
  });

  it("forecasts a closed day as closed, and from the last open one after it", () => {
    const series = Float64Array.from({ length: 70 }, (_, t) => [4, 8, 4, 8, 4, 8, 0][t % 7]!);
    const ahead = naive2(series, 7, 7);
    expect(ahead[6]).toBe(0);
    expect(ahead[0]).toBeCloseTo(4, 8);
  });

  it("knows nothing of an empty series", () => {
    expect([...naive2(new Float64Array(), 7, 2)]).toEqual([0, 0]);
  });
});

describe("seasonalPeriod", () => {
  const many = (season: readonly number[]) =>
    Array.from({ length: 12 }, (_, seed) => walk(seed, { length: 200, season }));

  it("finds the week, the quarters, the months and the hours that were planted", () => {
    expect(seasonalPeriod(many(WEEK))).toBe(7);
    expect(seasonalPeriod(many([4, 1, 2, 6]))).toBe(4);
    expect(seasonalPeriod(many([1, 2, 4, 7, 9, 9, 8, 6, 3, 2, 1, 0]))).toBe(12);
    expect(seasonalPeriod(many(Array.from({ length: 24 }, (_, hour) => 5 * Math.sin(hour / 4))))).toBe(24);
  });

  it("finds none in random walks, in nothing, and in series too short to tell", () => {
    expect(seasonalPeriod(many([0]))).toBe(1);
    expect(seasonalPeriod([])).toBe(1);
    expect(seasonalPeriod(many(WEEK).map((series) => series.subarray(0, 12)))).toBe(1);
  });
});
