import { describe, expect, it } from "vitest";
import { characterUnits, wordUnits } from "./units.js";

describe("the words of a text", () => {
  it.each([
    ["I don't LOVE it!! Size 10, 👍🏽", ["i", "don't", "love", "it", "!!", "size", "10", ":thumbs_up:"]],
    ["质量很好，Nike的鞋！", ["质量", "很", "好", "nike", "的", "鞋", "！"]],
    ["¡Qué bonito! Größe L’été", ["qué", "bonito", "!", "größe", "l'été"]],
    ["", []],
    [" ,,, ", []],
  ])("%j are %j", (text, names) => {
    expect(wordUnits(text).names).toEqual(names);
  });

  it("stand where they say", () => {
    for (const text of ["Nice dress, nice colour!", "这件衣服 Nice，颜色好看"]) {
      const { names, starts, ends } = wordUnits(text);
      for (const [i, name] of names.entries()) expect(text.slice(starts[i], ends[i]).toLowerCase()).toBe(name);
    }
  });
});

describe("the characters of a text", () => {
  it("are folded, white space to one", () => {
    expect(characterUnits("Ａb \n\u3000C！").names).toEqual(["a", "b", " ", "c", "!"]);
    expect([...characterUnits("a  b").starts]).toEqual([0, 1, 3]);
  });
});
