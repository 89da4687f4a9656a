import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rootsInside } from "./roots-inside.js";

/** The coefficients of (z − r₁)(z − r₂)…, constant first. */
function polynomial(roots: readonly number[]): Float64Array {
  return roots.reduce((product, root) => {
    const next = new Float64Array(product.length + 1);
    product.forEach((coefficient, power) => {
      next[power + 1]! += coefficient;
      next[power]! -= root * coefficient;
    });
    return next;
  }, Float64Array.of(1));
}

describe("rootsInside", () => {
  it("tells whether the largest of any real roots lies inside", () => {
    const root = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(root, { minLength: 1, maxLength: 6 }), (roots) => {
        const largest = Math.max(...roots.map(Math.abs));
        fc.pre(Math.abs(largest - 1) > 0.01);
        expect(rootsInside(polynomial(roots), 1)).toBe(largest < 1);
      }),
    );
  });

  it("sees complex roots: those of z² + c lie at ±√c·i", () => {
    expect(rootsInside(Float64Array.of(0.81, 0, 1), 1)).toBe(true);
    expect(rootsInside(Float64Array.of(1.21, 0, 1), 1)).toBe(false);
    expect(rootsInside(Float64Array.of(1.21, 0, 1), 1.2)).toBe(true);
  });
});
