import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePositive } from "./solve-positive.js";

describe("solving a positive definite system", () => {
  it("finds what was multiplied", () => {
    const roots = fc.integer({ min: 1, max: 6 }).chain((n) =>
      fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      }),
    );
    fc.assert(
      fc.property(roots, (root) => {
        const n = root.length;
        const a = Array.from({ length: n }, (_, i) =>
          Float64Array.from({ length: n }, (_, j) =>
            root.reduce((sum, row) => sum + row[i]! * row[j]!, Number(i === j)),
          ),
        );
        const truth = Array.from({ length: n }, (_, i) => i - 2);
        const b = Float64Array.from(a, (row) => row.reduce((sum, value, j) => sum + value * truth[j]!, 0));
        for (const [i, found] of solvePositive(a, b).entries()) expect(found).toBeCloseTo(truth[i]!, 6);
      }),
    );
  });

  it("refuses what is not positive definite", () => {
    expect(() => solvePositive([Float64Array.of(0)], Float64Array.of(1))).toThrow("positive definite");
  });
});
