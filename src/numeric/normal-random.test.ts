import { expect, it } from "vitest";
import { mulberry32 } from "./mulberry32.js";
import { normalRandom } from "./normal-random.js";

const draws = (count: number, seed: number) => {
  const random = mulberry32(seed);
  return Array.from({ length: count }, () => normalRandom(random));
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it("has the first four moments of the standard normal, to three standard errors", () => {
  const sample = draws(100_000, 7);
  expect(Math.abs(mean(sample))).toBeLessThan(3 / Math.sqrt(1e5));
  expect(Math.abs(mean(sample.map((z) => z ** 2)) - 1)).toBeLessThan(3 * Math.sqrt(2 / 1e5));
  expect(Math.abs(mean(sample.map((z) => z ** 3)))).toBeLessThan(3 * Math.sqrt(15 / 1e5));
  expect(Math.abs(mean(sample.map((z) => z ** 4)) - 3)).toBeLessThan(3 * Math.sqrt(96 / 1e5));
});

it("is finite at both ends of the uniform numbers", () => {
  for (const uniform of [0, 1 - 2 ** -32]) expect(Number.isFinite(normalRandom(() => uniform))).toBe(true);
});
