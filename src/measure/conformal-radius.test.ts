import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conformalRadius, errorsFor } from "./conformal-radius.js";

const errors = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 60 });

describe("conformalRadius", () => {
  it("takes the ⌈(n + 1)·coverage⌉-th smallest error: of nineteen the largest for 95 %, the sixteenth for 80 %", () => {
    const nineteen = Float64Array.from({ length: 19 }, (_, i) => 19 - i);
    expect(conformalRadius(nineteen, 0.95)).toBe(19);
    expect(conformalRadius(nineteen, 0.8)).toBe(16);
  });

  it("holds at least its share of exchangeable errors, whichever of them comes last", () => {
    fc.assert(
      fc.property(errors, fc.constantFrom(0.5, 0.8, 0.9), (all, coverage) => {
        fc.pre(all.length > errorsFor(coverage));
        const held = all.filter((last, i) => {
          const others = Float64Array.from(all.filter((_, j) => j !== i));
          return last <= conformalRadius(others, coverage);
        });
        expect(held.length / all.length).toBeGreaterThanOrEqual(coverage - 1e-12);
      }),
    );
  });

  it("needs 4 errors to promise 80 % and 19 to promise 95 %, and takes the largest of fewer", () => {
    expect(errorsFor(0.8)).toBe(4);
    expect(errorsFor(0.95)).toBe(19);
    expect(conformalRadius(Float64Array.of(3, 1), 0.95)).toBe(3);
    expect(conformalRadius(Float64Array.of(), 0.8)).toBeNaN();
  });
});
