import { describe, expect, it } from "vitest";
import { shownScores } from "./shown-items.js";

/** Ten items, the first two are had by most. */
const ground = {
  counts: Int32Array.of(64, 32, 4, 4, 2, 2, 1, 1, 1, 0),
  customers: 64,
  categories: Int32Array.of(0, 0, 1, 1, 0, 1, 0, 1, 0, -1),
};
const of = (...lists: number[][]) => ({
  lists: lists.map((list) => Int32Array.from(list)),
  histories: lists.map(() => Int32Array.of(4, 5)), // one of each category
});
const named = (shown: ReturnType<typeof of>, baseline = of([0, 1])) =>
  Object.fromEntries(shownScores(shown, baseline, ground).map(({ name, ...score }) => [name, score]));

describe("what a hit rate does not tell", () => {
  it("is counted over everyone's lists, beside the baseline's", () => {
    const scores = named(of([0, 2], [0, 3], [4, 5]));
    expect(scores["coverage@10"]).toMatchObject({ value: 0.5, baseline: 0.2, unit: "share" });
    expect(scores["ARP@10"]!.value).toBeCloseTo((64 + 4 + 64 + 4 + 2 + 2) / 6, 12);
    expect(scores["novelty@10"]!.value).toBeCloseTo((0 + 4 + 0 + 4 + 5 + 5) / 6, 12);
    // of nine items anybody has, the first two are the most bought fifth
    expect(scores["APLT@10"]).toMatchObject({ value: 4 / 6, baseline: 0 });
  });

  it("says how far the kinds shown are from the kinds a customer has", () => {
    expect(named(of([0, 2]))["miscalibration@10"]!.value).toBeCloseTo(0, 12);
    const oneKind = named(of([0, 1]))["miscalibration@10"]!.value;
    expect(oneKind).toBeCloseTo(0.5 * Math.log(0.5 / 0.995) + 0.5 * Math.log(0.5 / 0.005), 12);
    expect(shownScores(of([0]), of([0]), { ...ground, categories: null }).map(({ name }) => name)).not.toContain(
      "miscalibration@10",
    );
  });

  it("is nothing where nobody was measured, and finite where nothing was shown", () => {
    expect(shownScores(of(), of(), ground)).toEqual([]);
    for (const { value } of shownScores(of([]), of([]), ground)) expect(Number.isFinite(value)).toBe(true);
  });
});
