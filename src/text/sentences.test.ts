import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentenceSpans, sentences } from "./sentences.js";

describe("sentences", () => {
  it.each([
    ["It fits. I love it! Would buy again", ["It fits.", "I love it!", "Would buy again"]],
    ["质量好。物流快！就是贵；不过值", ["质量好。", "物流快！", "就是贵；", "不过值"]],
    ["Dr. Smith paid 3.50 for it, approx. half. Fine.", ["Dr. Smith paid 3.50 for it, approx. half.", "Fine."]],
    ["He said “no.” Really?!", ["He said “no.”", "Really?!"]],
    ["one\ntwo", ["one", "two"]],
    ["well... maybe", ["well...", "maybe"]],
    ["", []],
    ["。。。", ["。。。"]],
  ])("of %j", (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it("are in order, apart, and leave out nothing but white space", () => {
    const text = fc
      .array(fc.constantFrom("a", " ", ".", "。", "!", "\n", "Dr. ", "好", "…"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (whole) => {
        const spans = sentenceSpans(whole);
        const rest = spans.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), whole);
        expect(rest.trim()).toBe("");
        for (const [i, { start, end }] of spans.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0);
        }
      }),
    );
  });
});
