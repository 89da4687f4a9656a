import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { clipping } from "./clipping.js";

const rows = readFileSync("test/golden/tensor/clipping.csv", "utf8").trim().split("\n").slice(3);

/** Parameter i of the slope of test/golden/tensor/record_training.py at its start. */
function slope(i: number): number {
  const noise = ((7919 + 104729 * i) % 1000) / 1000 - 0.5;
  return (((i % 5) + 1) / 8) * (1 + i / 16 - (2 * (i % 3) + 2)) + noise;
}

it.each(rows)("leaves of the gradients what PyTorch's clip_grad_norm_ leaves: %s", (row) => {
  const [length, scale, maximum, norm, clippedNorm, lastClipped] = row.split(",").map(Number) as [number, ...number[]];
  const gradients = Array.from({ length }, (_, i) => scale! * slope(i));
  const squares = gradients.map((gradient) => gradient * gradient);
  const half = length >> 1;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const { norm: ours, factor } = clipping([sum(squares.slice(0, half)), sum(squares.slice(half))], maximum!);
  expect(Math.abs(ours - norm!)).toBeLessThanOrEqual(1e-6 * norm!);
  expect(Math.abs(factor * ours - clippedNorm!)).toBeLessThanOrEqual(1e-6 * clippedNorm!);
  expect(Math.abs(factor * gradients.at(-1)! - lastClipped!)).toBeLessThanOrEqual(1e-5 * Math.abs(lastClipped!));
});

it("does not hide a gradient that is not a number, nor one without bound", () => {
  expect(clipping([1, Number.NaN], 1)).toEqual({ norm: Number.NaN, factor: Number.NaN });
  expect(clipping([1, Infinity], 1)).toEqual({ norm: Infinity, factor: 0 });
});

it("clips the mean as it would clip gradients that are already divided", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true })),
      fc.integer({ min: 1, max: 64 }),
      (squares, count) => {
        const summed = clipping(squares, 1, 1 / count);
        const divided = clipping(
          squares.map((square) => square / count ** 2),
          1,
        );
        expect(summed.norm).toBeCloseTo(divided.norm, 9);
        expect(summed.factor).toBeCloseTo(divided.factor / count, 9);
      },
    ),
    { seed: 1 },
  );
});
