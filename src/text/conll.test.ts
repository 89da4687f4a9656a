import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConll } from "./conll.js";
import { mayFollow, spansOf, tagsOf } from "./tagged-text.js";

const anyTags = fc.array(fc.constantFrom("O", "B-brand", "I-brand", "B-product", "I-product"), { maxLength: 12 });

describe("parseConll", () => {
  it("reads characters and words, columns between, documents, any line ends and any number of empty lines", () => {
    const content =
      "\ufeff-DOCSTART- -X- O\r\n\r\n华\tB-brand\r\n为\tI-brand\r\n手 O\r\n\r\n\r\nred NN x O\rmug NN x B-product";
    expect(parseConll(content, "a.txt")).toEqual([
      { tokens: ["华", "为", "手"], tags: ["B-brand", "I-brand", "O"] },
      { tokens: ["red", "mug"], tags: ["O", "B-product"] },
    ]);
  });

  it("begins a name where one goes on that did not begin", () => {
    const [text] = parseConll("a I-brand\nb I-brand\nc I-product\nd O\n", "a.txt");
    expect(text!.tags).toEqual(["B-brand", "I-brand", "B-product", "O"]);
  });

  it.each([
    ["a token without a tag", "a O\nb\n", 'a.txt, line 2: got "b", expected a token and its tag'],
    ["another way to tag", "a S-brand\n", 'line 1: got "a S-brand"'],
    ["a kind without a name", "a B-\n", "line 1"],
    ["binary bytes", "\u0000\u0001 \u0002\n", "line 1"],
    ["nothing", "", "a.txt tags nothing: expected lines"],
    ["no name", "a O\nb O\n", "a.txt tags nothing"],
  ])("refuses %s", (_, content, sentence) => {
    expect(() => parseConll(content, "a.txt")).toThrow(sentence);
  });
});

describe("tags", () => {
  it("mark the same names before and after they were written anew, and none goes on where none is", () => {
    fc.assert(
      fc.property(anyTags, (tags) => {
        const again = tagsOf(spansOf(tags), tags.length);
        expect(spansOf(again)).toEqual(spansOf(tags));
        expect(again.map((tag) => tag === "O")).toEqual(tags.map((tag) => tag === "O"));
        for (const [t, tag] of again.entries()) expect(mayFollow(tag, again[t - 1] ?? null)).toBe(true);
      }),
    );
  });

  it("of none are none", () => {
    expect(spansOf([])).toEqual([]);
    expect(tagsOf([], 0)).toEqual([]);
  });
});
