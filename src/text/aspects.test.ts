import { describe, expect, it } from "vitest";
import { aspectClauses, clauseSpans } from "./aspects.js";

const read = (text: string) =>
  aspectClauses(text).map(({ start, end, aspects }) => `${text.slice(start, end).trim()}: ${aspects.join(" ")}`);

describe("the aspects of a review", () => {
  it.each([
    [
      "True to size, but the colour fades. Delivery took two days.",
      ["True to size: size", "but the colour fades.: colour", "Delivery took two days.: delivery"],
    ],
    ["质量很好，就是尺码偏小。物流快！", ["质量很好: quality", "就是尺码偏小。: size", "物流快！: delivery"]],
    ["I simply love it", []],
    ["", []],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("are cut from clauses that make up the text", () => {
    const text = "Nice, but small, although soft. 好看但贵";
    expect(clauseSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "Nice",
      "but small",
      "although soft.",
      "好看",
      "但贵",
    ]);
  });
});
