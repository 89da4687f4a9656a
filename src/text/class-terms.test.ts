import { describe, expect, it } from "vitest";
import { classTerms } from "./class-terms.js";

describe("the terms of a group of texts", () => {
  it("set it apart from the other groups", () => {
    const words = [
      ["the", "size", "runs", "small"],
      ["size", "too", "small", "small"],
      ["parcel", "came", "late", "small"],
      ["parcel", "late", "!"],
      ["in", "no", "group"],
    ];
    const found = classTerms(words, Int32Array.of(0, 0, 1, 1, -1), { groups: 2, most: 2 });
    expect(found).toEqual([{ terms: ["size", "small"] }, { terms: ["late", "parcel"] }]);
  });

  it("are none where there is nothing to say", () => {
    expect(classTerms([], new Int32Array(0), { groups: 1, most: 3 })).toEqual([{ terms: [] }]);
  });
});
