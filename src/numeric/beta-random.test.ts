import { expect, it } from "vitest";
import { betaRandom } from "./beta-random.js";
import { mulberry32 } from "./mulberry32.js";

const COUNT = 50_000;

it.each([
  [0.793, 2.426],
  [2, 2],
  [9, 1],
])("has the mean and variance of beta(%f, %f)", (a, b) => {
  const random = mulberry32(5);
  const sample = Float64Array.from({ length: COUNT }, () => betaRandom(random, a, b));
  const mean = sample.reduce((sum, value) => sum + value, 0) / COUNT;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (COUNT - 1);
  const expected = (a * b) / ((a + b) ** 2 * (a + b + 1));
  expect(Math.abs(mean - a / (a + b))).toBeLessThan(4 * Math.sqrt(expected / COUNT));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.04);
});

it("stays within 0 and 1 where both shapes are tiny", () => {
  const random = mulberry32(5);
  for (let i = 0; i < 1000; i += 1) {
    const share = betaRandom(random, 0.001, 0.001);
    expect(share >= 0 && share <= 1).toBe(true);
  }
});
