import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { fitOrSimpler } from "./fit-or-simpler.js";
import { forecasterNamed, forecasters } from "./forecasters.js";

const WEEK = [30, 42, 38, 35, 50, 61, 20];
const HORIZON = 10;

/** A shop's weeks with noise, positive throughout. */
function weeks(seed: number, days = 84): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: days }, (_, t) => WEEK[t % 7]! * (0.8 + 0.4 * random()));
}

const odd: Readonly<Record<string, Float64Array>> = {
  zeros: new Float64Array(60),
  "a constant": new Float64Array(60).fill(12.5),
  "negative numbers": weeks(2).map((y) => -y),
  "numbers near the largest there is": weeks(3).map((y) => y * 1e300),
  "numbers near the smallest there is": weeks(4).map((y) => y * 1e-300),
  "one sale among zeros": new Float64Array(60).fill(0).fill(900, 30, 31),
  "missing values": weeks(5).map((y, t) => (t % 5 === 0 || t < 9 || t > 75 ? Number.NaN : y)),
  "a perfect season": Float64Array.from({ length: 70 }, (_, t) => WEEK[t % 7]!),
  "a perfect line": Float64Array.from({ length: 40 }, (_, t) => 3 + t),
  "five values": Float64Array.of(5, 3, 8, 1, 4),
  "a jump of a million": weeks(6).map((y, t) => (t > 50 ? y * 1e6 : y)),
  "a closed weekday": weeks(7).map((y, t) => (t % 7 === 3 ? 0 : y)),
};

describe.each(forecasters.map((forecaster) => [forecaster.name, forecaster] as const))(
  "forecaster %s",
  (_, forecaster) => {
    const learned = (series: Float64Array, period = 7) => forecaster.fit(series, { period });

    it.each(Object.entries(odd))("answers %s with finite numbers whose parts sum to the mean", (_kind, series) => {
      const before = series.slice();
      const model = learned(series);
      const mean = model.mean(HORIZON);
      const { level, trend, season } = model.parts(HORIZON);
      expect(mean).toHaveLength(HORIZON);
      mean.forEach((y, step) => {
        expect(y).toSatisfy(Number.isFinite);
        const sum = level[step]! + trend[step]! + season[step]!;
        expect(Math.abs(sum - y)).toBeLessThanOrEqual(1e-9 * Math.abs(y));
      });
      expect(series).toEqual(before);
    });

    it("expects a constant to stay, and zeros to stay zeros", () => {
      for (const y of learned(odd["a constant"]!).mean(HORIZON)) expect(y).toBeCloseTo(12.5, 6);
      expect([...learned(odd["zeros"]!).mean(2)]).toEqual([0, 0]);
    });

    it("expects a perfect season to go on", () => {
      learned(odd["a perfect season"]!)
        .mean(HORIZON)
        .forEach((y, step) => {
          expect(y).toBeCloseTo(WEEK[step % 7]!, 3);
        });
    });

    it("moves with the unit of the series", () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: -30, max: 30 }), (seed, power) => {
          const unit = 2 ** power; // exact in binary: another unit must not even change the rounding
          const series = weeks(seed);
          const scaled = learned(series.map((y) => y * unit)).mean(HORIZON);
          scaled.forEach((y, step) => {
            expect(y / unit).toBeCloseTo(learned(series).mean(HORIZON)[step]!, 6);
          });
        }),
        { numRuns: 3 },
      );
    });

    it("learns the same from the same series", () => {
      expect(learned(weeks(1)).save()).toEqual(learned(weeks(1)).save());
    });

    it("moves on day by day to where it gets in one go, and not at all without days", () => {
      const series = weeks(8);
      const model = learned(series.subarray(0, 60));
      const atOnce = model.extended(series.subarray(60));
      let daily = model;
      for (let t = 60; t < series.length; t++) daily = daily.extended(series.subarray(t, t + 1));
      expect(daily.mean(HORIZON)).toEqual(atOnce.mean(HORIZON));
      expect(atOnce.observations).toBe(series.length);
      expect(model.extended(new Float64Array()).mean(HORIZON)).toEqual(model.mean(HORIZON));
    });

    it.each(["a closed weekday", "missing values", "a perfect line"])(
      "answers the same after JSON, with %s",
      (kind) => {
        const model = learned(odd[kind]!);
        const again = forecaster.load(JSON.parse(JSON.stringify(model.save())));
        expect(again.mean(HORIZON)).toEqual(model.mean(HORIZON));
        expect(again.extended(weeks(9)).mean(HORIZON)).toEqual(model.extended(weeks(9)).mean(HORIZON));
        expect(again.observations).toBe(model.observations);
      },
    );

    it("expects nothing on a weekday that has been closed for eight weeks", () => {
      const mean = learned(odd["a closed weekday"]!).mean(14);
      expect([mean[3], mean[10]]).toEqual([0, 0]);
      expect(mean[4]).toBeGreaterThan(10);
    });

    it("refuses infinite and too few observations", () => {
      expect(() => learned(Float64Array.of(1, 2, 3, 4, Number.POSITIVE_INFINITY, 5))).toThrow(/expected finite/);
      expect(() => learned(new Float64Array(9).fill(Number.NaN))).toThrow(/needs \d+ known/);
      const fewest = forecaster.minObservations(7);
      expect(learned(weeks(1).subarray(0, fewest)).mean(1)[0]).toSatisfy(Number.isFinite);
      expect(() => learned(weeks(1).subarray(0, fewest - 1))).toThrow(RangeError);
    });
  },
);

describe("the register of forecasters", () => {
  it("finds a forecaster by its name, and names those there are when there is none", () => {
    expect(forecasterNamed("ets").name).toBe("ets");
    expect(() => forecasterNamed("oracle")).toThrow('expected one of seasonal-naive, ets, got "oracle"');
  });
});

describe("fitOrSimpler", () => {
  const ets = forecasterNamed("ets");

  it("falls back to the last season, and with less than a season to the mean", () => {
    const two = fitOrSimpler(ets, Float64Array.of(2, 6), { period: 7 });
    expect(two.name).toBe("seasonal-naive");
    expect([...two.mean(7)]).toEqual([4, 4, 4, 4, 4, 2, 6]);
    expect(fitOrSimpler(ets, weeks(1), { period: 7 }).name).toBe("ets");
  });
});

describe("exponential smoothing against the seasonal naive", () => {
  it("moves with the origin of a series that is not positive", () => {
    const series = weeks(11).map((y) => y - 45);
    const expected = forecasterNamed("ets").fit(series, { period: 7 }).mean(HORIZON);
    const moved = forecasterNamed("ets")
      .fit(
        series.map((y) => y - 30),
        { period: 7 },
      )
      .mean(HORIZON);
    moved.forEach((y, step) => {
      expect(Math.abs(y + 30 - expected[step]!)).toBeLessThan(0.5);
    });
  });
});
