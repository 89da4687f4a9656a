import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ticks } from "./ticks.js";

describe("ticks", () => {
  it("steps by one, two or five", () => {
    expect(ticks(0, 2450, 4)).toEqual([0, 500, 1000, 1500, 2000, 2500]);
    expect(ticks(0, 0.31, 3)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(ticks(-0.004, 0.052, 5)).toEqual([-0.01, 0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06]);
  });

  it("gives a range without extent one step around it", () => {
    expect(ticks(0, 0)).toEqual([0, 0.2]);
    expect(ticks(7, 7).at(0)).toBeLessThanOrEqual(7);
    expect(ticks(7, 7).at(-1)).toBeGreaterThan(7);
  });

  it("covers any range evenly with a handful of values", () => {
    const amount = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => Math.round(value * 100) / 100);
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        const values = ticks(least, most, 4);
        const slack = 1e-6 * Math.max(1, Math.abs(least), Math.abs(most));
        expect(values.at(0)).toBeLessThanOrEqual(least + slack);
        expect(values.at(-1)).toBeGreaterThanOrEqual(most - slack);
        expect(values.length).toBeGreaterThanOrEqual(2);
        expect(values.length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
