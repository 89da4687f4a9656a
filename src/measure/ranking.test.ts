import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exclude, type SparseVector, sparseVector } from "#numeric/sparse-vector.js";
import { discountedGain, hit, rankAmong, rankAmongAll } from "./ranking.js";

/** Scores as they are, negative ones too, which a model other than a sum may give. */
function scoresOf(values: readonly number[]): SparseVector {
  const scores = sparseVector(values.length);
  for (const [i, value] of values.entries()) {
    if (value === 0) continue;
    scores.value[i] = value;
    scores.touched[scores.count] = i;
    scores.count += 1;
  }
  return scores;
}

describe("the rank of an item", () => {
  it("is the number of others that score higher, and a tie counts against it", () => {
    expect(rankAmongAll(scoresOf([3, 1, 2, 2]), 0)).toBe(0);
    expect(rankAmongAll(scoresOf([3, 1, 2, 2]), 2)).toBe(2);
    expect(rankAmongAll(scoresOf([0, 0, 0, 0]), 2)).toBe(3);
  });

  it("is the same however many of the scores are zero", () => {
    const some = fc.array(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, -1), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(some, fc.nat(), (values, any) => {
        const target = any % values.length;
        const slow = values.filter((value, i) => i !== target && value >= values[target]!).length;
        expect(rankAmongAll(scoresOf(values), target)).toBe(slow);
      }),
    );
  });

  it("leaves out what is excluded, and puts an excluded target last", () => {
    const scores = scoresOf([3, 1, 2, 2]);
    exclude(scores, 0);
    expect(rankAmongAll(scores, 2)).toBe(1);
    expect(rankAmongAll(scores, 0)).toBe(3);
  });

  it("among a few looks at those alone", () => {
    expect(rankAmong(scoresOf([3, 1, 2, 2, 9]), 2, Int32Array.of(1, 3))).toBe(1);
    expect(rankAmong(scoresOf([3, 1, 2, 2, 9]), 2, new Int32Array(0))).toBe(0);
  });
});

describe("what a rank is worth", () => {
  it("is a hit up to the tenth place", () => {
    expect([0, 9, 10].map((rank) => hit(rank, 10))).toEqual([1, 1, 0]);
  });

  it("is discounted by the logarithm of the place", () => {
    expect(discountedGain(0, 10)).toBe(1);
    expect(discountedGain(2, 10)).toBe(0.5);
    expect(discountedGain(9, 10)).toBeCloseTo(0.28906, 5);
    expect(discountedGain(10, 10)).toBe(0);
  });
});
