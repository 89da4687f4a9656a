import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lbfgs, type Objective } from "./lbfgs.js";

function minimum(objective: Objective, start: readonly number[], iterations = 500): number[] {
  const x = Float64Array.from(start);
  for (const _ of lbfgs(objective, x, { iterations, tolerance: 1e-10 }));
  return [...x];
}

describe("L-BFGS", () => {
  it("finds the floor of Rosenbrock's valley at (1, 1)", () => {
    const rosenbrock: Objective = (x, gradient) => {
      const [a, b] = [x[0]!, x[1]!];
      gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
      gradient[1] = 200 * (b - a * a);
      return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
    };
    const [a, b] = minimum(rosenbrock, [-1.2, 1]);
    expect(a).toBeCloseTo(1, 8);
    expect(b).toBeCloseTo(1, 8);
  });

  it("solves a quadratic of any scale", () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, (curvature) => {
        const bowl: Objective = (x, gradient) => {
          let value = 0;
          for (const [i, c] of curvature.entries()) {
            gradient[i] = c * (x[i]! - i);
            value += (c * (x[i]! - i) ** 2) / 2;
          }
          return value;
        };
        for (const [i, found] of minimum(
          bowl,
          curvature.map(() => 5),
        ).entries())
          expect(found).toBeCloseTo(i, 5);
      }),
    );
  });

  it("never goes up, and tells where it stands", () => {
    const quartic: Objective = (x, gradient) => {
      gradient[0] = 4 * x[0]! ** 3 + 1;
      return x[0]! ** 4 + x[0]!;
    };
    const values = [...lbfgs(quartic, Float64Array.of(3), { iterations: 50, tolerance: 1e-12 })].map(
      ({ value }) => value,
    );
    expect(values.length).toBeGreaterThan(2);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it("takes no step where it stands at the minimum", () => {
    const flat: Objective = () => 7;
    expect([...lbfgs(flat, Float64Array.of(1, 2), { iterations: 9, tolerance: 0 })]).toEqual([]);
  });
});
