import { describe, expect, it } from "vitest";
import { accuracyOf, confusionOf, macroF1Of, recallOf } from "./multi-class.js";

describe("scores of many classes", () => {
  // scikit-learn 1.7: accuracy_score, f1_score(average="macro"), recall_score(average=None) of the same cases
  const found = confusionOf([0, 2, 1, 0, 0, 1, 2], [0, 1, 2, 0, 1, 1, 2], 3);

  it("are scikit-learn's", () => {
    expect(accuracyOf(found)).toBeCloseTo(4 / 7, 12);
    expect(macroF1Of(found)).toBeCloseTo((0.8 + 0.4 + 0.5) / 3, 12);
    expect([0, 1, 2].map((of) => recallOf(found, of))).toEqual([1, 1 / 3, 0.5]);
  });

  it("leave out a class that has no cases, and refuse lists of unequal length", () => {
    expect(macroF1Of(confusionOf([0, 0], [0, 0], 5))).toBe(1);
    expect(recallOf(confusionOf([0], [0], 2), 1)).toBeNaN();
    expect(() => confusionOf([0], [0, 1], 2)).toThrow("got 1 and 2");
  });
});
