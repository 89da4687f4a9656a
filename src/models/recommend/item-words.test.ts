import { describe, expect, it } from "vitest";
import { itemWords, likeness, sharedWords } from "./item-words.js";

const items = [
  { name: "Blue mug", category: "Mugs", brand: "Linden" },
  { name: "Red mug!", category: "Mugs", brand: null },
  { name: "Fountain pen", category: "Pens", brand: "Linden" },
  { name: null, category: null, brand: null },
  { name: "蓝色马克杯", category: null, brand: null },
];

describe("the words of items", () => {
  const words = itemWords(items);

  it("make an item like itself, a little like what shares a word, and not at all like what shares none", () => {
    expect(likeness(words, 0, 0)).toBeCloseTo(1, 6);
    expect(likeness(words, 0, 1)).toBeGreaterThan(likeness(words, 0, 2));
    expect(likeness(words, 0, 2)).toBeGreaterThan(0);
    expect(likeness(words, 1, 2)).toBe(0);
    expect(likeness(words, 0, 1)).toBe(likeness(words, 1, 0));
  });

  it("say nothing of an item of which nothing is known", () => {
    expect(likeness(words, 3, 3)).toBe(0);
    expect(sharedWords(words, 3, 0)).toEqual([]);
  });

  it("are told, as the shop writes them, with a brand told from the same word in a name", () => {
    expect(new Set(sharedWords(words, 0, 1))).toEqual(new Set(["Mugs", "mug"]));
    expect(sharedWords(words, 0, 2)).toEqual(["Linden"]);
    const [one, two] = [
      { name: "linden", category: null, brand: null },
      { name: null, category: null, brand: "linden" },
    ];
    expect(likeness(itemWords([one, two]), 0, 1)).toBe(0);
  });

  it("are parted in Chinese too", () => {
    expect(words.words).toEqual(expect.arrayContaining(["马克杯"]));
  });
});
