import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gini } from "./gini.js";

describe("gini", () => {
  it("is nothing when all are equal and (n − 1)/n when one has it all", () => {
    expect(gini(Float64Array.of(5, 5, 5, 5))).toBe(0);
    expect(gini(Float64Array.of(0, 0, 0, 9))).toBe(0.75);
  });

  it("is half the relative mean difference", () => {
    const values = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (xs) => {
        const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
        const apart = xs.flatMap((a) => xs.map((b) => Math.abs(a - b))).reduce((sum, d) => sum + d, 0);
        expect(gini(Float64Array.from(xs))).toBeCloseTo(apart / xs.length ** 2 / mean / 2, 10);
      }),
    );
  });

  it("is not a number when there is nothing to share", () => {
    expect(gini(new Float64Array())).toBeNaN();
    expect(gini(Float64Array.of(0, 0))).toBeNaN();
  });
});
