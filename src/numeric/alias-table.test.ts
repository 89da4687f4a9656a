import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aliasTable } from "./alias-table.js";

describe("aliasTable", () => {
  it("gives every place its share of a fine grid of uniform numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 }), (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        const draw = aliasTable(Object.freeze(weights));
        const grid = 20_000;
        const counts = weights.map(() => 0);
        for (let i = 0; i < grid; i += 1) {
          const place = draw((i + 0.5) / grid);
          counts[place] = counts[place]! + 1;
        }
        counts.forEach((count, place) => {
          expect(Math.abs(count / grid - weights[place]! / total)).toBeLessThan(0.002);
        });
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it("refuses weights that are none", () => {
    expect(() => aliasTable([])).toThrow("got 0 that sum to 0");
    expect(() => aliasTable([0, 0])).toThrow("got 2 that sum to 0");
    expect(() => aliasTable([2, -1])).toThrow("expected weights of at least 0");
    expect(() => aliasTable([Number.NaN])).toThrow("sum to NaN");
  });
});
