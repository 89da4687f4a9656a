import { describe, expect, it } from "vitest";
import { kruskalWallis } from "./kruskal-wallis.js";

describe("kruskalWallis", () => {
  it("gives 3.857 where three values all lie above three others, the largest of Kruskal and Wallis's table for 3 + 3", () => {
    expect(kruskalWallis(Float64Array.of(1, 4, 2, 5, 3, 6), 2)).toBeCloseTo(3.857, 3);
  });

  it("corrects for ties: (1, 1, 2) against (2, 3, 3) gives 3.3333", () => {
    // rank sums 6.5 and 14.5: H = 12/42 · (42.25 + 210.25)/3 − 21 = 3.0476, ties take 18 of 210
    expect(kruskalWallis(Float64Array.of(1, 2, 1, 3, 2, 3), 2)).toBeCloseTo(3.0476 / (1 - 18 / 210), 3);
  });

  it("is 0 for a constant series, for groups that are alike, and leaves missing values out", () => {
    expect(kruskalWallis(new Float64Array(20).fill(7), 4)).toBe(0);
    expect(kruskalWallis(Float64Array.of(1, 2, 4, 3), 2)).toBeCloseTo(0, 10);
    const gaps = Float64Array.of(1, 4, 2, 5, 3, 6, Number.NaN, Number.NaN);
    expect(kruskalWallis(gaps, 2)).toBeCloseTo(3.857, 3);
  });
});
