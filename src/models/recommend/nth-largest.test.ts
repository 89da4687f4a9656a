import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nthLargest } from "./nth-largest.js";

describe("nthLargest", () => {
  it("finds what sorting finds, in numbers with many equals", () => {
    const some = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(some, fc.nat(), (values, any) => {
        const n = 1 + (any % values.length);
        const sorted = values.toSorted((a, b) => b - a);
        expect(nthLargest(Float32Array.from(values), values.length, n)).toBe(sorted[n - 1]);
      }),
    );
  });

  it("looks at the first `length` only", () => {
    expect(nthLargest(Float32Array.of(1, 2, 3, 99), 3, 1)).toBe(3);
  });
});
