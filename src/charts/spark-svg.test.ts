import { describe, expect, it } from "vitest";
import { sparkSvg } from "./spark-svg.js";

describe("sparkSvg", () => {
  it("draws from the lower left to the upper right when values rise", () => {
    expect(sparkSvg([1, 2])).toContain('d="M2.5 27.5L117.5 2.5"');
  });

  it("leaves out what is missing without moving what is there", () => {
    expect(sparkSvg([1, null, Number.NaN, 2])).toContain('d="M2.5 27.5L117.5 2.5"');
  });

  it("draws a level line when all are equal", () => {
    expect(sparkSvg([5, 5])).toContain('d="M2.5 15.0L117.5 15.0"');
  });

  it("is nothing when fewer than two values are known", () => {
    expect(sparkSvg([])).toBe("");
    expect(sparkSvg([null, 3])).toBe("");
  });
});
