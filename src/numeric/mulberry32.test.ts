import { describe, expect, it } from "vitest";
import { mulberry32 } from "./mulberry32.js";

describe("mulberry32", () => {
  it("draws the negatives that the protocol of next-item prediction names for its first customer", () => {
    const draw = mulberry32(20260101);
    const numbers = Array.from({ length: 5 }, () => 1 + Math.floor(draw() * 12_101));
    expect(numbers).toEqual([3097, 7175, 9746, 11709, 8826]);
  });

  it("starts the same stream for the same seed and another for another", () => {
    const first = (seed: number) => Array.from({ length: 20 }, mulberry32(seed));
    expect(first(7)).toEqual(first(7));
    expect(first(7)).not.toEqual(first(8));
    expect(first(-1)).toEqual(first(2 ** 32 - 1));
  });

  it("fills [0, 1) evenly", () => {
    const draw = mulberry32(1);
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const tenth = Math.floor(draw() * 10);
      tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1;
    }
    // four standard deviations of a binomial(100 000, 0.1) around 10 000
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(380);
  });
});
