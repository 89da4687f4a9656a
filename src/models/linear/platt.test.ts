import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { sigmoid } from "./logistic-regression.js";
import { plattScaling } from "./platt.js";

describe("Platt scaling", () => {
  it("finds by how much scores are too sure of themselves", () => {
    const random = mulberry32(3);
    const scores = Float64Array.from({ length: 5000 }, () => 10 * random() - 4);
    const positive = Uint8Array.from(scores, (score) => Number(random() < sigmoid(0.4 * score - 0.5)));
    const { scale, shift } = plattScaling(scores, positive);
    expect(scale).toBeCloseTo(0.4, 1);
    expect(shift).toBeCloseTo(-0.5, 0);
  });

  it("never turns the order round, and leaves scores alone where there is too little to judge by", () => {
    const scores = Float64Array.from({ length: 100 }, (_, i) => i / 10);
    expect(
      plattScaling(
        scores,
        Uint8Array.from(scores, (_, i) => Number(i < 50)),
      ).scale,
    ).toBeGreaterThan(0);
    expect(plattScaling(scores, new Uint8Array(100))).toEqual({ scale: 1, shift: 0 });
    expect(plattScaling(scores.subarray(0, 10), Uint8Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1, 0))).toEqual({
      scale: 1,
      shift: 0,
    });
  });
});
