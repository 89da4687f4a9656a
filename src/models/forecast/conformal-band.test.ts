import { describe, expect, it } from "vitest";
import { coverageShare, intervalCoverage } from "#measure/interval-coverage.js";
import { mase, seasonalNaiveError } from "#measure/mase.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { type Backtest, backtest, heldBack, meanAbsoluteError } from "./backtest.js";
import { bandRadii, totalRadius } from "./conformal-band.js";
import { forecasterNamed } from "./forecasters.js";
import { measuredCoverage } from "./measured-coverage.js";
import { seasonalNaive } from "./seasonal-naive.js";

const HORIZON = 14;
const WEEK = [30, 42, 38, 35, 50, 61, 20];

/** A shop with a week, a level that wanders, and skewed noise that is wilder at weekends. */
function shop(seed: number, days: number): Float64Array {
  const random = mulberry32(seed);
  let level = 1;
  return Float64Array.from({ length: days }, (_, t) => {
    level *= 1 + 0.01 * (random() - 0.5);
    const noise = Math.exp((t % 7 > 4 ? 0.6 : 0.3) * (random() + random() + random() - 1.5));
    return WEEK[t % 7]! * level * noise;
  });
}

function pastOf(name: string, series: Float64Array): Backtest {
  const cut = series.length - heldBack(series.length, HORIZON);
  const model = forecasterNamed(name).fit(series.subarray(0, cut), { period: 7 });
  return backtest(model, series.subarray(cut), { period: 7, horizon: HORIZON, floor: 0 });
}

describe("backtest", () => {
  const options = { period: 2, horizon: 2, floor: Number.NEGATIVE_INFINITY };

  it("forecasts from every day that is over and knows no outcome beyond the last", () => {
    const model = seasonalNaive.fit(Float64Array.of(1, 2), { period: 2 });
    const { errors, firstOrigin } = backtest(model, Float64Array.of(5, 3, 9), options);
    expect(firstOrigin).toBe(2);
    // from day 2 it expects 1, 2; from day 3, having seen 5: 2, 5; from day 4, having seen 3: 5, 3
    expect(errors.map((row) => [...row])).toEqual([
      [4, 1],
      [1, 4],
      [4, Number.NaN],
    ]);
    expect(meanAbsoluteError({ ...options, errors, firstOrigin })).toBeCloseTo(14 / 5, 12);
  });

  it("does not let what cannot be negative be forecast so", () => {
    const model = seasonalNaive.fit(Float64Array.of(-3), { period: 1 });
    const { errors } = backtest(model, Float64Array.of(2), { period: 1, horizon: 1, floor: 0 });
    expect(errors[0]![0]).toBe(2);
  });

  it("never looks at what comes after: other days later change no earlier error", () => {
    const series = shop(1, 120);
    const changed = series.map((y, t) => (t >= 110 ? y * 100 : y));
    const cut = 60;
    const model = forecasterNamed("ets").fit(series.subarray(0, cut), { period: 7 });
    const [a, b] = [series, changed].map((all) => backtest(model, all.subarray(cut), { ...options, period: 7 }));
    for (let origin = 0; origin + 2 <= 110 - cut; origin++) expect(b!.errors[origin]).toEqual(a!.errors[origin]);
  });

  it("holds back half of a series, thirteen horizons at most", () => {
    expect(heldBack(101, 28)).toBe(50);
    expect(heldBack(5000, 28)).toBe(364);
    expect(heldBack(1, 28)).toBe(0);
  });
});

describe("the conformal band", () => {
  it("holds close to 80 and 95 % of what comes next, on forty seeded shops it has not seen", () => {
    const held80 = [];
    const held95 = [];
    for (let seed = 100; seed < 140; seed++) {
      const series = shop(seed, 224 + HORIZON);
      const known = series.subarray(0, 224);
      const past = pastOf("ets", known);
      const mean = forecasterNamed("ets").fit(known, { period: 7 }).mean(HORIZON);
      const band = (coverage: number) => {
        const radii = bandRadii(past, coverage, known.length);
        return intervalCoverage(
          series.subarray(224),
          mean.map((y, step) => y - radii[step]!),
          mean.map((y, step) => y + radii[step]!),
        );
      };
      held80.push(band(0.8));
      held95.push(band(0.95));
    }
    expect(Math.abs(coverageShare(held80) - 0.8)).toBeLessThan(0.05);
    expect(Math.abs(coverageShare(held95) - 0.95)).toBeLessThan(0.03);
  });

  it("is as wide as each weekday is wild, and has no width on a closed one", () => {
    const series = shop(3, 364).map((y, t) => (t % 7 === 2 ? 0 : y));
    const radii = bandRadii(pastOf("ets", series), 0.8, 364);
    expect([radii[2], radii[9]]).toEqual([0, 0]);
    expect(radii[5]! / WEEK[5]!).toBeGreaterThan(1.3 * (radii[1]! / WEEK[1]!));
  });

  it("moves with the unit of the series", () => {
    const series = shop(4, 140);
    const [small, large] = [series, series.map((y) => y * 1024)].map((all) => bandRadii(pastOf("ets", all), 0.8, 140));
    large!.forEach((radius, step) => {
      expect(radius / 1024).toBeCloseTo(small![step]!, 6);
    });
  });

  it("widens with the promise", () => {
    const past = pastOf("ets", shop(5, 200));
    const [narrow, wide] = [bandRadii(past, 0.8, 200), bandRadii(past, 0.95, 200)];
    narrow.forEach((radius, step) => {
      expect(wide[step]!).toBeGreaterThanOrEqual(radius);
    });
  });

  it("borrows the errors of the nearest steps where one has too few, and knows nothing without any", () => {
    const errors = [Float64Array.of(1, Number.NaN), Float64Array.of(3, Number.NaN)];
    const past = { period: 1, horizon: 2, firstOrigin: 5, errors };
    expect([...bandRadii(past, 0.8, 7)]).toEqual([3, 3]);
    const unknown = { ...past, errors: [Float64Array.of(Number.NaN, Number.NaN)] };
    expect([...bandRadii(unknown, 0.8, 7)]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("the band of a total", () => {
  it("is narrower than the sum of its days", () => {
    const past = pastOf("ets", shop(6, 364));
    const days = bandRadii(past, 0.8, 364).reduce((sum, radius) => sum + radius, 0);
    const total = totalRadius(past, { steps: HORIZON, coverage: 0.8, origin: 364 });
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(days);
  });

  it("judges a single closed day by closed days only", () => {
    const series = shop(7, 364).map((y, t) => (t % 7 === 0 ? 0 : y));
    expect(totalRadius(pastOf("ets", series), { steps: 1, coverage: 0.8, origin: 364 })).toBe(0);
    expect(totalRadius(pastOf("ets", series), { steps: 1, coverage: 0.8, origin: 365 })).toBeGreaterThan(0);
  });

  it("scales the longest total it knows up to a longer one", () => {
    const errors = Array.from({ length: 4 }, () => Float64Array.of(2, 2, Number.NaN, Number.NaN));
    const past = { period: 1, horizon: 4, firstOrigin: 9, errors };
    expect(totalRadius(past, { steps: 4, coverage: 0.8, origin: 13 })).toBe(8);
  });
});

describe("measured coverage", () => {
  it("is about the share promised where the past is like the present", () => {
    const parts = [1, 2, 3, 4, 5, 6].map((seed) => measuredCoverage(pastOf("ets", shop(seed, 364)), 0.8));
    expect(parts.every(({ outcomes }) => outcomes > 500)).toBe(true);
    expect(Math.abs(coverageShare(parts) - 0.8)).toBeLessThan(0.08);
  });

  it("sinks where the later half is three times as wild", () => {
    const series = shop(9, 364).map((y, t) => (t > 273 ? y * (t % 2 === 0 ? 0.2 : 2) : y));
    const { held, outcomes } = measuredCoverage(pastOf("seasonal-naive", series), 0.8);
    expect(held / outcomes).toBeLessThan(0.5);
  });

  it("has no outcomes where there is no past", () => {
    expect(measuredCoverage({ period: 7, horizon: 3, firstOrigin: 4, errors: [] }, 0.8)).toEqual({
      held: 0,
      outcomes: 0,
    });
  });
});

describe("exponential smoothing", () => {
  it("learns a planted week better than repeating the last one, on each of ten seeded shops", () => {
    for (let seed = 200; seed < 210; seed++) {
      const series = shop(seed, 182 + HORIZON);
      const [known, actual] = [series.subarray(0, 182), series.subarray(182)];
      const scale = seasonalNaiveError(known, 7);
      const error = (name: string) =>
        mase(actual, forecasterNamed(name).fit(known, { period: 7 }).mean(HORIZON), scale);
      expect(error("ets"), `shop ${seed}`).toBeLessThan(error("seasonal-naive"));
    }
  });
});
