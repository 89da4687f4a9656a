import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nelderMead } from "./nelder-mead.js";

const options = { maxEvaluations: 4000, tolerance: 1e-14 };

describe("nelderMead", () => {
  it("finds the bottom of Rosenbrock's valley from the customary start", () => {
    const valley = (point: Float64Array) => (1 - point[0]!) ** 2 + 100 * (point[1]! - point[0]! ** 2) ** 2;
    const { point, cost } = nelderMead(valley, Float64Array.of(-1.2, 1), { ...options, steps: Float64Array.of(1, 1) });
    expect(point[0]).toBeCloseTo(1, 4);
    expect(point[1]).toBeCloseTo(1, 4);
    expect(cost).toBeLessThan(1e-9);
  });

  it("finds the middle of any bowl in up to six dimensions", () => {
    const coordinate = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 1, maxLength: 6 }), (middle) => {
        const bowl = (point: Float64Array) =>
          point.reduce((sum, x, axis) => sum + (axis + 1) * (x - middle[axis]!) ** 2, 0);
        const start = new Float64Array(middle.length);
        const { point } = nelderMead(bowl, start, { ...options, steps: start.map(() => 1) });
        for (const [axis, x] of point.entries()) expect(x).toBeCloseTo(middle[axis]!, 3);
      }),
    );
  });

  it("keeps out of where the cost is Infinity or not a number", () => {
    const fenced = (point: Float64Array) => {
      if (point[0]! < 1) return Number.POSITIVE_INFINITY;
      return point[0]! > 50 ? Number.NaN : point[0]!;
    };
    const { point } = nelderMead(fenced, Float64Array.of(5), { ...options, steps: Float64Array.of(100) });
    expect(point[0]).toBeCloseTo(1, 4);
  });

  it("stops when its evaluations are spent, with the best point so far", () => {
    let calls = 0;
    const cost = (point: Float64Array) => {
      calls++;
      return point[0]! ** 2;
    };
    const found = nelderMead(cost, Float64Array.of(9), { steps: Float64Array.of(1), maxEvaluations: 10, tolerance: 0 });
    expect(calls).toBeLessThan(20);
    expect(found.evaluations).toBe(calls);
    expect(found.cost).toBeLessThan(81);
  });
});
