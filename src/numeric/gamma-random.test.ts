import { describe, expect, it } from "vitest";
import { gammaRandom } from "./gamma-random.js";
import { mulberry32 } from "./mulberry32.js";

const COUNT = 100_000;

describe("gammaRandom", () => {
  it.each([
    [0.243, 4.414],
    [1, 2],
    [6.25, 0.5],
  ])("has mean shape / rate and variance shape / rate² for shape %f, rate %f", (shape, rate) => {
    const random = mulberry32(11);
    const sample = Float64Array.from({ length: COUNT }, () => gammaRandom(random, shape, rate));
    const mean = sample.reduce((sum, value) => sum + value, 0) / COUNT;
    const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (COUNT - 1);
    const kurtosis = 3 + 6 / shape;
    expect(Math.abs(mean - shape / rate)).toBeLessThan((4 * Math.sqrt(shape)) / rate / Math.sqrt(COUNT));
    expect(Math.abs(variance / (shape / rate ** 2) - 1)).toBeLessThan(4 * Math.sqrt((kurtosis - 1) / COUNT));
  });

  it("is never negative, for a shape near zero either", () => {
    const random = mulberry32(3);
    for (let i = 0; i < 1000; i += 1) expect(gammaRandom(random, 0.01, 1)).toBeGreaterThanOrEqual(0);
  });

  it("refuses a shape or rate that is not above zero", () => {
    expect(() => gammaRandom(Math.random, 0, 1)).toThrow("shape and rate must be above 0, got 0 and 1");
    expect(() => gammaRandom(Math.random, 1, Number.NaN)).toThrow("got 1 and NaN");
  });
});
