import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaUnderRoc, placements } from "./area-under-roc.js";

describe("areaUnderRoc", () => {
  it("reproduces the example of scikit-learn's roc_auc_score", () => {
    // https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_curve.html: y 1 1 2 2, scores .1 .4 .35 .8
    expect(areaUnderRoc(Float64Array.of(0.1, 0.4, 0.35, 0.8), Uint8Array.of(0, 0, 1, 1))).toBe(0.75);
  });

  it("is a half when nothing tells the cases apart", () => {
    expect(areaUnderRoc(new Float64Array(6), Uint8Array.of(0, 1, 0, 1, 1, 0))).toBe(0.5);
  });

  it("is not a number when one kind of case is missing", () => {
    expect(areaUnderRoc(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBeNaN();
    expect(areaUnderRoc(Float64Array.of(1, 2), Uint8Array.of(0, 0))).toBeNaN();
    expect(areaUnderRoc(new Float64Array(), new Uint8Array())).toBeNaN();
  });

  it("counts pairs, as the slow definition does", () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat({ max: 1 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(cases, (pairs) => {
        const scores = Float64Array.from(pairs, ([score]) => score);
        const positive = Uint8Array.from(pairs, ([, kind]) => kind);
        const of = (kind: number) => pairs.filter(([, other]) => other === kind).map(([score]) => score);
        const wins = of(1).flatMap((high) => of(0).map((low) => (Math.sign(high - low) + 1) / 2));
        const slow = wins.reduce((total, win) => total + win, 0) / wins.length;
        if (wins.length === 0) expect(areaUnderRoc(scores, positive)).toBeNaN();
        else expect(areaUnderRoc(scores, positive)).toBeCloseTo(slow, 12);
      }),
    );
  });
});

describe("placements", () => {
  it("gives every positive case the share of negatives below it", () => {
    expect([...placements(Float64Array.of(3, 1, 2, 2), Uint8Array.of(1, 0, 1, 0))]).toEqual([1, 0.75]);
  });
});
