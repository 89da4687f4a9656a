import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poolAdjacentViolators, stepAt } from "./pool-adjacent-violators.js";

const fitted = (x: number[], y: number[]) => poolAdjacentViolators(Float64Array.from(x), Float64Array.from(y));

describe("poolAdjacentViolators", () => {
  it("reproduces the example of R's isoreg", () => {
    // isoreg(c(1, 0, 4, 3, 3, 5, 4, 2, 0)): fitted .5 .5 3 3 3 3 3 3 3
    const y = [1, 0, 4, 3, 3, 5, 4, 2, 0];
    expect(fitted([1, 2, 3, 4, 5, 6, 7, 8, 9], y)).toEqual([
      { from: 1, value: 0.5 },
      { from: 3, value: 3 },
    ]);
  });

  it("rises, keeps the mean, and does not mind the order of the points", () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.nat({ max: 1 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(points, (pairs) => {
        const steps = fitted(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        );
        const turned = fitted(pairs.map(([x]) => x).reverse(), pairs.map(([, y]) => y).reverse());
        expect(turned).toEqual(steps);
        for (let i = 1; i < steps.length; i += 1) expect(steps[i]!.value).toBeGreaterThan(steps[i - 1]!.value);
        const mean = (ys: number[]) => ys.reduce((sum, y) => sum + y, 0) / ys.length;
        expect(mean(pairs.map(([x]) => stepAt(steps, x)))).toBeCloseTo(mean(pairs.map(([, y]) => y)), 10);
      }),
    );
  });
});

describe("stepAt", () => {
  const steps = [
    { from: 3, value: 0.2 },
    { from: 7, value: 0.6 },
  ];

  it("holds the last step at or below", () => {
    expect([0, 3, 6.9, 7, 99].map((x) => stepAt(steps, x))).toEqual([0.2, 0.2, 0.2, 0.6, 0.6]);
  });

  it("is not a number without steps", () => {
    expect(stepAt([], 1)).toBeNaN();
  });
});
