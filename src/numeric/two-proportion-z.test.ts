import { describe, expect, it } from "vitest";
import { twoProportionZ } from "./two-proportion-z.js";

describe("twoProportionZ", () => {
  it("agrees with a calculation by hand: 45 of 100 against 30 of 100", () => {
    // pooled .375; error √(.375 · .625 · .02) = .068465; (.45 − .30)/.068465
    expect(twoProportionZ(45, 100, 30, 100)).toBeCloseTo(2.1909, 4);
  });

  it("turns its sign when the groups are exchanged", () => {
    expect(twoProportionZ(30, 100, 45, 100)).toBe(-twoProportionZ(45, 100, 30, 100));
  });

  it("is not a number when a group is empty or nothing varies", () => {
    expect(twoProportionZ(0, 0, 3, 10)).toBeNaN();
    expect(twoProportionZ(5, 5, 7, 7)).toBeNaN();
  });
});
