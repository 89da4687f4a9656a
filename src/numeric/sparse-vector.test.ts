import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, clear, exclude, sparseVector } from "./sparse-vector.js";

const amounts = fc.array(fc.tuple(fc.nat(9), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), { maxLength: 30 });

describe("a sparse vector", () => {
  it("holds the sums and names every entry that is not zero once", () => {
    fc.assert(
      fc.property(amounts, (added) => {
        const vector = sparseVector(10);
        const sums = new Float64Array(10);
        for (const [at, amount] of added) {
          add(vector, at, amount);
          sums[at]! += amount;
        }
        expect(vector.value).toEqual(sums);
        const named = [...vector.touched.subarray(0, vector.count)].sort();
        expect(named).toEqual([...sums.keys()].filter((i) => sums[i] !== 0));
      }),
    );
  });

  it("is all zero after it was cleared, whether little or much of it was filled", () => {
    fc.assert(
      fc.property(amounts, fc.array(fc.nat(9)), (added, excluded) => {
        const vector = sparseVector(10);
        for (const [at, amount] of added) add(vector, at, amount);
        for (const at of excluded) exclude(vector, at);
        clear(vector);
        expect(vector.value).toEqual(new Float64Array(10));
        expect(vector.count).toBe(0);
      }),
    );
  });

  it("ranks an excluded entry below everything and names it once", () => {
    const vector = sparseVector(3);
    exclude(vector, 1);
    exclude(vector, 1);
    add(vector, 2, 5);
    exclude(vector, 2);
    expect([...vector.value]).toEqual([0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(vector.count).toBe(2);
  });
});
