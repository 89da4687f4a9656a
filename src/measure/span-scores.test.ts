import { describe, expect, it } from "vitest";
import { spanScores } from "./span-scores.js";

const brand = (start: number, end: number) => ({ start, end, kind: "brand" });
const product = (start: number, end: number) => ({ start, end, kind: "product" });

describe("spanScores", () => {
  it("counts a name only with its begin, its end and its kind", () => {
    const there = [[brand(0, 2), product(3, 5), product(6, 8)], [product(0, 1)]];
    const found = [[brand(0, 2), product(3, 6), brand(6, 8)], []];
    const { all, kinds } = spanScores(there, found);
    expect(all).toEqual({ there: 4, found: 3, right: 1, precision: 1 / 3, recall: 1 / 4, f1: 2 / 7 });
    expect(kinds["brand"]).toEqual({ there: 1, found: 2, right: 1, precision: 1 / 2, recall: 1, f1: 2 / 3 });
    expect(kinds["product"]).toEqual({ there: 3, found: 1, right: 0, precision: 0, recall: 0, f1: 0 });
  });

  it("scores 0 where there is nothing, and refuses texts that do not match", () => {
    expect(spanScores([[]], [[]]).all).toEqual({ there: 0, found: 0, right: 0, precision: 0, recall: 0, f1: 0 });
    expect(() => spanScores([[]], [])).toThrow("expected spans of 1 texts, got 0");
  });
});
