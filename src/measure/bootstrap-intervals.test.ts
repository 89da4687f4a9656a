import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { bootstrapIntervals } from "./bootstrap-intervals.js";

const options = { seed: 1, resamples: 1000 };

describe("bootstrap intervals", () => {
  it("are those of the normal approximation where customers are many and measured once", () => {
    const random = mulberry32(3);
    const cases = 2000;
    const gains = Float64Array.from({ length: cases }, () => Number(random() < 0.2));
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / cases;
    const [[low, high]] = bootstrapIntervals([gains], Int32Array.from(gains.keys()), options) as [[number, number]];
    const half = 1.96 * Math.sqrt((mean * (1 - mean)) / cases);
    expect(low).toBeCloseTo(mean - half, 2);
    expect(high).toBeCloseTo(mean + half, 2);
  });

  it("are wider where the same cases belong to few customers who are all alike", () => {
    const gains = Float64Array.from({ length: 1000 }, (_, at) => Number(at % 100 < 20));
    const alone = Int32Array.from(gains.keys());
    const few = alone.map((at) => at % 100);
    const width = (owner: Int32Array) => {
      const [[low, high]] = bootstrapIntervals([gains], owner, options) as [[number, number]];
      return high - low;
    };
    expect(width(few)).toBeGreaterThan(2.5 * width(alone));
  });

  it("hold the mean alone where one customer was measured, and nothing where nobody was", () => {
    const one = bootstrapIntervals([Float64Array.of(1, 0)], Int32Array.of(7, 7), options);
    expect(one).toEqual([[0.5, 0.5]]);
    expect(bootstrapIntervals([new Float64Array(0)], new Int32Array(0), options)).toEqual([[0, 0]]);
  });

  it("are the same for the same seed", () => {
    const gains = Float64Array.from({ length: 50 }, (_, at) => at / 50);
    const owner = Int32Array.from(gains.keys());
    expect(bootstrapIntervals([gains], owner, options)).toEqual(bootstrapIntervals([gains], owner, options));
  });
});
