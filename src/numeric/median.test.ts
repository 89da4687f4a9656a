import { describe, expect, it } from "vitest";
import { median } from "./median.js";

describe("median", () => {
  it("is the middle value of an odd number of values", () => {
    expect(median(Float64Array.of(30, 1, 2))).toBe(2);
  });

  it("is the mean of the two middle values of an even number", () => {
    expect(median(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
  });

  it("leaves out what is missing", () => {
    expect(median(Float64Array.of(Number.NaN, 7, Number.NaN))).toBe(7);
    expect(median(Float64Array.of(Number.NaN))).toBeNaN();
    expect(median(new Float64Array())).toBeNaN();
  });
});
