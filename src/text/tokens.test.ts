import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokensIn, tokenUnits, unitOf } from "./tokens.js";

const cut = (text: string, unit: (typeof tokenUnits)[number]) => tokensIn(text, unit).map((token) => token.text);

describe("tokensIn", () => {
  it("cuts into characters or words, Chinese ones always alone", () => {
    expect(cut("华为 P30 𠀀!", "characters")).toEqual(["华", "为", "P", "3", "0", "𠀀", "!"]);
    expect(cut("华为P30 isn't   bad…", "words")).toEqual(["华", "为", "P30", "isn't", "bad", "…"]);
  });

  it.each(tokenUnits)("leaves out white space alone, by %s", (unit) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const tokens = tokensIn(text, unit);
        expect(tokens.map((token) => token.text).join("")).toBe(text.replace(/\s/g, ""));
        for (const { start, end, text: token } of tokens) expect(text.slice(start, end)).toBe(token);
      }),
    );
  });

  it("tells by the longest token how texts were cut", () => {
    expect(unitOf([{ tokens: ["华", "𠀀"] }])).toBe("characters");
    expect(unitOf([{ tokens: ["a"] }, { tokens: ["red", "mug"] }])).toBe("words");
  });
});
