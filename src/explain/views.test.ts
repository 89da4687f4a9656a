import { describe, expect, it } from "vitest";
import { agreement } from "./agreement.js";
import { lime } from "./lime.js";
import { occlusion } from "./occlusion.js";
import type { PartScore } from "./part-score.js";

const truth = [3, -2, 0, 1, -0.5];
const linear: PartScore = async (kept) =>
  Float64Array.from(kept, (mask) => mask.reduce((sum, there, part) => sum + there * truth[part]!, 0.25));
/** Two parts that are worth something only together. */
const joint: PartScore = async (kept) => Float64Array.from(kept, (mask) => 2 * mask[0]! * mask[1]!);

describe("occlusion", () => {
  it("is exact for a sum", async () => {
    const { baseline, amounts, error } = await occlusion(5, linear);
    expect(baseline).toBe(0.25);
    for (const [part, amount] of amounts.entries()) expect(amount).toBeCloseTo(truth[part]!, 12);
    expect(error).toBeLessThan(1e-12);
  });

  it("counts twice what two parts do together, and says by how much", async () => {
    const { amounts, error } = await occlusion(3, joint);
    expect([...amounts]).toEqual([2, 2, 0]);
    expect(error).toBe(2);
  });
});

describe("LIME", () => {
  it("finds the parts of a sum", async () => {
    const { amounts, error } = await lime(5, linear, { seed: 1, samples: 2000 });
    for (const [part, amount] of amounts.entries()) expect(amount).toBeCloseTo(truth[part]!, 1);
    expect(error).toBeLessThan(0.1);
  });

  it("shares what two parts do together, and says the same for the same seed", async () => {
    const { amounts } = await lime(3, joint, { seed: 4 });
    expect(amounts[0]).toBeCloseTo(amounts[1]!, 0);
    expect(amounts[0]).toBeGreaterThan(0.4);
    expect(amounts[2]).toBeLessThan(amounts[0]!);
    expect(await lime(3, joint, { seed: 4 })).toEqual(await lime(3, joint, { seed: 4 }));
  });

  it("has nothing to say of an input without parts", async () => {
    const { baseline, amounts, error } = await lime(0, linear, { seed: 1, samples: 3 });
    expect([baseline, amounts.length]).toEqual([0.25, 0]);
    expect(error).toBeLessThan(1e-12);
  });
});

describe("the agreement of two views", () => {
  it("is 1 in the same order, −1 in the opposite, and counts ties at their mean", () => {
    expect(agreement(Float64Array.of(1, 5, 9), Float64Array.of(0, 1, 100))).toBeCloseTo(1, 12);
    expect(agreement(Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1))).toBeCloseTo(-1, 12);
    expect(agreement(Float64Array.of(1, 1, 2), Float64Array.of(1, 2, 3))).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });
});
