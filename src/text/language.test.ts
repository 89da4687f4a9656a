import { describe, expect, it } from "vitest";
import { languageOf } from "./language.js";

describe("the language of a text", () => {
  it.each([
    ["This dress fits well and I love the colour.", "en"],
    ["Gorgeous!", "en"],
    ["质量很好，物流很快", "zh"],
    ["買了兩件，顏色很正", "zh"],
    ["手机很好用 battery life is great and the screen is very nice", "mixed"],
    ["iPhone手机壳很好看，手感也不错，推荐购买", "zh"],
    ["The box said 质量 on it but I do not read Chinese at all, sorry", "en"],
    ["Sehr schöne Tasse, die Lieferung war schnell", "other"],
    ["Très bon produit, livraison rapide", "other"],
    ["Muy bueno, la talla es perfecta", "other"],
    ["とても良い商品です", "other"],
    ["아주 좋아요", "other"],
    ["Очень хорошее качество", "other"],
    ["👍👍👍", "none"],
    ["12345 !!!", "none"],
    ["", "none"],
  ])("%s is %s", (text, language) => {
    expect(languageOf(text).language).toBe(language);
  });

  it("is sure of what is plain and unsure of what it guesses", () => {
    expect(languageOf("the quality is very good and it fits").share).toBeGreaterThan(0.9);
    expect(languageOf("Zufallsfund").share).toBeLessThan(0.6);
  });
});
