import { describe, expect, it } from "vitest";
import { choose } from "./choose.js";

const contender = (name: string, ...gains: number[]) => ({ name, gains: Float64Array.from(gains) });

describe("choosing among candidates", () => {
  it("takes the one that is better on nearly every case", () => {
    expect(choose([contender("simple", 0, 0, 0, 1), contender("complex", 1, 1, 0, 1)]).name).toBe("complex");
  });

  it("keeps the simpler one where both are equal", () => {
    expect(choose([contender("simple", 1, 0, 1), contender("complex", 1, 0, 1)]).name).toBe("simple");
  });

  it("keeps the simpler one where the better mean is within one standard error of the paired difference", () => {
    // differences 1, −1, 1, 0: mean 0.25, standard error 0.48
    expect(choose([contender("simple", 0, 1, 0, 0), contender("complex", 1, 0, 1, 0)]).name).toBe("simple");
  });

  it("compares case by case, so that a small gain that is always there counts", () => {
    const hard = [0.1, 0.9, 0.2, 0.8, 0.5];
    const simple = contender("simple", ...hard);
    expect(choose([simple, contender("complex", ...hard.map((gain) => gain + 0.01))]).name).toBe("complex");
  });

  it("never takes a worse one", () => {
    expect(choose([contender("simple", 1, 1, 1), contender("complex", 0, 0, 0)]).name).toBe("simple");
  });

  it("takes the simplest where nothing or one case was held out", () => {
    expect(choose([contender("simple"), contender("complex")]).name).toBe("simple");
    expect(choose([contender("simple", 0), contender("complex", 1)]).name).toBe("simple");
  });

  it("refuses contenders that were not measured on the same cases", () => {
    expect(() => choose([contender("a", 1), contender("b", 1, 2)])).toThrow(
      "expected as many cases for b as for a, got 2 and 1",
    );
  });
});
