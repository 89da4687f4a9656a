import { describe, expect, it } from "vitest";
import { mulberry32 } from "./mulberry32.js";
import { poissonRandom } from "./poisson-random.js";

const COUNT = 40_000;

describe("poissonRandom", () => {
  it.each([0.3, 4, 100])("has mean and variance %f", (expected) => {
    const random = mulberry32(2);
    const sample = Float64Array.from({ length: COUNT }, () => poissonRandom(random, expected));
    const mean = sample.reduce((sum, value) => sum + value, 0) / COUNT;
    const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (COUNT - 1);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(expected / COUNT));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.06);
  });

  it("is zero for mean zero, and refuses a negative or endless mean", () => {
    expect(poissonRandom(mulberry32(1), 0)).toBe(0);
    expect(() => poissonRandom(mulberry32(1), -1)).toThrow("mean must be at least 0, got -1");
    expect(() => poissonRandom(mulberry32(1), Number.POSITIVE_INFINITY)).toThrow("got Infinity");
  });
});
