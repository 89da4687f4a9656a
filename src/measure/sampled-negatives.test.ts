import { describe, expect, it } from "vitest";
import { negativeSampler } from "./sampled-negatives.js";

describe("sampled negatives", () => {
  it("are those the protocol names for the first customer", () => {
    const negatives = negativeSampler(12_101, 100)(0, Int32Array.of(0, 1, 2));
    expect(negatives).toHaveLength(100);
    expect([...negatives.subarray(0, 5)].map((i) => i + 1)).toEqual([3097, 7175, 9746, 11709, 8826]);
  });

  it("hold neither what the customer has nor anything twice", () => {
    const draw = negativeSampler(200, 100);
    for (let u = 0; u < 50; u++) {
      const own = Int32Array.from({ length: 60 }, (_, i) => (u + 3 * i) % 200);
      const negatives = [...draw(u, own)];
      expect(new Set(negatives).size).toBe(100);
      expect(negatives.filter((i) => own.includes(i))).toEqual([]);
    }
  });

  it("are the same when a customer is drawn for again", () => {
    const draw = negativeSampler(500, 100);
    const first = [...draw(3, Int32Array.of(1))];
    draw(4, Int32Array.of(1));
    expect([...draw(3, Int32Array.of(1))]).toEqual(first);
  });

  it("are all that is left where a shop has few items, and end", () => {
    expect([...negativeSampler(5, 100)(0, Int32Array.of(0, 2, 2, -1))].sort()).toEqual([1, 3, 4]);
    expect(negativeSampler(2, 100)(0, Int32Array.of(0, 1))).toHaveLength(0);
    expect(negativeSampler(0, 100)(0, new Int32Array(0))).toHaveLength(0);
  });
});
