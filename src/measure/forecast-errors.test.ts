import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mase, seasonalNaiveError } from "./mase.js";
import { owa } from "./owa.js";
import { smape } from "./smape.js";
import { absoluteErrors, wape } from "./wape.js";

const amount = fc.double({ min: 0.01, max: 1e6, noNaN: true });
const pairs = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 30 });
const split = (rows: [number, number][]) =>
  [Float64Array.from(rows, ([y]) => y), Float64Array.from(rows, ([, f]) => f)] as const;

describe("smape", () => {
  it("gives 40 where 100 was forecast as 150, and 66.7 where it was forecast as 50", () => {
    expect(smape(Float64Array.of(100), Float64Array.of(150))).toBeCloseTo(40, 10);
    expect(smape(Float64Array.of(100), Float64Array.of(50))).toBeCloseTo(200 / 3, 10);
  });

  it("calls a pair of zeros perfect, zero against something 200, and leaves unknown outcomes out", () => {
    expect(smape(Float64Array.of(0, 0), Float64Array.of(0, 5))).toBe(100);
    expect(smape(Float64Array.of(Number.NaN, 100), Float64Array.of(1, 100))).toBe(0);
    expect(smape(Float64Array.of(), Float64Array.of())).toBeNaN();
  });

  it("lies between 0 and 200 and does not depend on the unit", () => {
    fc.assert(
      fc.property(pairs, amount, (rows, unit) => {
        const [actual, forecast] = split(rows);
        const value = smape(actual, forecast);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(200);
        const scale = (values: Float64Array) => values.map((x) => x * unit);
        expect(smape(scale(actual), scale(forecast))).toBeCloseTo(value, 6);
      }),
    );
  });
});

describe("mase", () => {
  it("is 1 for a forecast that misses by what repeating the last season missed in training", () => {
    const training = Float64Array.of(10, 20, 12, 22, 14, 24);
    expect(seasonalNaiveError(training, 2)).toBe(2);
    expect(mase(Float64Array.of(100, 200), Float64Array.of(102, 198), 2)).toBe(1);
  });

  it("cannot be told where the season repeated exactly, or nothing was observed twice", () => {
    const scale = seasonalNaiveError(Float64Array.of(1, 2, 1, 2), 2);
    expect(mase(Float64Array.of(1), Float64Array.of(2), scale)).toBeNaN();
    expect(seasonalNaiveError(Float64Array.of(1), 7)).toBeNaN();
  });

  it("leaves out what is missing, in training and after it", () => {
    expect(seasonalNaiveError(Float64Array.of(1, Number.NaN, 4, 7), 1)).toBe(3);
    expect(mase(Float64Array.of(Number.NaN, 5), Float64Array.of(1, 8), 3)).toBe(1);
  });
});

describe("wape", () => {
  it("weighs what sells much more: 10 off 100 and 10 off 900 are 2 %", () => {
    const parts = [
      absoluteErrors(Float64Array.of(100), Float64Array.of(110)),
      absoluteErrors(Float64Array.of(900), Float64Array.of(890)),
    ];
    expect(wape(parts)).toBeCloseTo(0.02, 12);
  });

  it("cannot be told where nothing was sold", () => {
    expect(wape([absoluteErrors(Float64Array.of(0), Float64Array.of(3))])).toBeNaN();
    expect(wape([])).toBeNaN();
  });
});

describe("owa", () => {
  it("is 1 for the yardstick itself and the mean of both ratios otherwise", () => {
    expect(owa({ smape: 13, mase: 2 }, { smape: 13, mase: 2 })).toBe(1);
    expect(owa({ smape: 5, mase: 3 }, { smape: 10, mase: 2 })).toBe(1);
  });
});
