import { describe, expect, it } from "vitest";
import { generalSegmenter, segmenterWith } from "./segmenter.js";

describe("word segmentation", () => {
  it("cuts Chinese into words that make up the text again", () => {
    const text = "这款手机的质量很好，物流也快。";
    const words = generalSegmenter().cut(text);
    expect(words).toEqual(["这", "款", "手机", "的", "质量", "很", "好", "，", "物流", "也", "快", "。"]);
    expect(words.join("")).toBe(text);
  });

  it("knows the shop's own words, and only in that shop", () => {
    const text = "柱形香薰蜡烛很好闻";
    expect(segmenterWith(["香薰蜡烛", "柱形香薰蜡烛", "no Chinese", "有 空格"]).cut(text)[0]).toBe("柱形香薰蜡烛");
    expect(generalSegmenter().cut(text)[0]).not.toBe("柱形香薰蜡烛");
  });

  it("takes what is no text for what it is", () => {
    for (const text of ["", " ", "\u0000", "👍", "abc 123"]) expect(generalSegmenter().cut(text).join("")).toBe(text);
  });
});
