import { describe, expect, it } from "vitest";
import { liftAmongBest } from "./lift-among-best.js";

describe("liftAmongBest", () => {
  it("is the share of hits among the best over the share among all", () => {
    // the best fifth (2 of 10) are both hits; 4 of 10 are hits in all
    const scores = Float64Array.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    expect(liftAmongBest(scores, Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0, 0), 0.2)).toBe(2.5);
  });

  it("is one when every case scores the same, whatever their order", () => {
    expect(liftAmongBest(new Float64Array(5), Uint8Array.of(1, 1, 0, 0, 0), 0.2)).toBeCloseTo(1, 12);
    expect(liftAmongBest(new Float64Array(5), Uint8Array.of(0, 0, 0, 1, 1), 0.2)).toBeCloseTo(1, 12);
  });

  it("is not a number without a hit or without a case", () => {
    expect(liftAmongBest(Float64Array.of(1, 2), Uint8Array.of(0, 0), 0.5)).toBeNaN();
    expect(liftAmongBest(new Float64Array(), new Uint8Array(), 0.5)).toBeNaN();
  });
});
