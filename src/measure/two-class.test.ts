import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accuracy, bestThreshold, logLosses, macroF1, precision, recall, twoClassCounts } from "./two-class.js";

const scores = Float64Array.of(0.9, 0.8, 0.4, 0.3, 0.2);
const positive = Uint8Array.of(1, 0, 1, 0, 0);

describe("the measures of a yes or no", () => {
  it("are what they are by hand", () => {
    const counts = twoClassCounts(scores, positive, 0.5);
    expect(counts).toEqual({ truePositive: 1, falsePositive: 1, trueNegative: 2, falseNegative: 1 });
    expect(accuracy(counts)).toBe(0.6);
    expect(precision(counts)).toBe(0.5);
    expect(recall(counts)).toBe(0.5);
    expect(macroF1(counts)).toBeCloseTo((2 / 4 + 4 / 6) / 2, 12);
  });

  it("are zero, not undefined, where nothing is found", () => {
    const none = twoClassCounts(Float64Array.of(0, 0), Uint8Array.of(1, 1), 0.5);
    expect([accuracy(none), precision(none), recall(none), macroF1(none)]).toEqual([0, 0, 0, 0]);
  });

  it("punish a confident mistake by a bounded loss", () => {
    const [sure, wrong, unsure] = logLosses(Float64Array.of(1, 0, 0.5), Uint8Array.of(1, 1, 0));
    expect(sure).toBeCloseTo(1e-6, 8);
    expect(wrong).toBeCloseTo(13.8, 1);
    expect(unsure).toBeCloseTo(Math.log(2), 12);
  });
});

describe("the best threshold", () => {
  it("has a macro F1 that no other threshold beats", () => {
    const cases = fc.array(fc.record({ p: fc.integer({ min: 0, max: 20 }), y: fc.boolean() }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(cases, (list) => {
        const p = Float64Array.from(list, (one) => (one.p + 1) / 22);
        const y = Uint8Array.from(list, (one) => Number(one.y));
        const at = (threshold: number) => macroF1(twoClassCounts(p, y, threshold));
        const best = bestThreshold(p, y);
        if (new Set(y).size === 1) return best === 0.5;
        for (let other = 0; other <= 22; other++) expect(at(other / 22)).toBeLessThanOrEqual(at(best) + 1e-12);
        return true;
      }),
    );
  });
});
