import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasTraditional, simplified } from "./chinese-script.js";
import { cleanText } from "./clean-text.js";
import { emojiWord, hasEmoji } from "./emoji.js";
import { htmlText } from "./html-text.js";

describe("a cleaned text", () => {
  it.each([
    ["a <b>good</b> buy<br/>twice", "a good buy\ntwice"],
    ["<script>alert(1)</script>fine<style>p{}</style>", "fine"],
    ["cut off <img src=x onerror=alert(1)", "cut off"],
    ["<!-- <b> -->size <3 and a < b", "size <3 and a < b"],
    ["fish &amp; chips &#33; &#x597d; &nope; &Eacute;", "fish & chips ! 好 &nope; É"],
    ["Ｇｏｏｄ　１２３！", "Good 123！"],
    ["這個產品質量很好，物流有點慢", "这个产品质量很好，物流有点慢"],
    ["soooooo goooood!!!!!!", "sooo goood!!!"],
    ["哈哈哈哈哈哈 垃圾垃圾垃圾垃圾垃圾", "哈哈哈 垃圾垃圾垃圾"],
    ["好用👍🏽👍🏽，喜欢❤️", "好用 👍 👍 ，喜欢 ❤"],
    ["happy :-) very", "happy 🙂 very"],
    ["so :), so", "so 🙂 , so"],
    ["\ufeffzero\u200bwidth\u0000\t x", "zerowidth x"],
    ["one\r\n\r\n two", "one\ntwo"],
    ["half \ud83d of a pair", "half of a pair"],
    ["", ""],
    ["   \n ", ""],
  ])("%j is %j", (raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });

  it("stays as it is when it is cleaned again, unless entities were written to be read", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("<b>", "！！！！！！", "👩‍👩‍👧", "👍🏽", "很好", "這個", " ", "\n", "sooooo", ":)", "１"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = cleanText(pieces.join("").replaceAll("&", ""));
        expect(cleanText(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it("takes a hundred thousand characters of anything in its stride", () => {
    for (const piece of ["<", "<b", "&", "ab", "!", "哈哈", "<script>", "<!--", "👍", " \n"]) {
      const started = performance.now();
      cleanText(piece.repeat(100_000 / piece.length));
      expect(performance.now() - started, piece).toBeLessThan(1500);
    }
  });
});

describe("the text of HTML", () => {
  it("runs nothing: what could be a tag is gone", () => {
    const tag = fc.constantFrom(
      "<script>",
      "</script>",
      "<img src=x onerror=alert(1)>",
      "<svg/onload=alert(1)>",
      "<",
      ">",
      "a",
    );
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 10 }), (tags) => {
        expect(htmlText(tags.join(""))).not.toMatch(/<(script|img|svg)[\s/>]/i);
      }),
    );
  });
});

describe("emoji", () => {
  it("are counted by their name, whatever their skin", () => {
    expect(emojiWord("👍🏽")).toBe(":thumbs_up:");
    expect(emojiWord("❤️")).toBe(":heart:");
    expect(emojiWord("🦄")).toBe(":u1f984:");
  });

  it("are told from signs", () => {
    expect(["👍", "❤", "🇩🇪", "1️⃣"].map(hasEmoji)).toEqual([true, true, true, true]);
    expect(["", "a™", "©", "1#", "好。"].map(hasEmoji)).toEqual([false, false, false, false, false]);
  });
});

describe("simplified Chinese", () => {
  it("is told from traditional and left alone", () => {
    expect(hasTraditional("质量很好")).toBe(false);
    expect(simplified("质量很好")).toBe("质量很好");
    expect(simplified("乾淨的頭髮，發貨快")).toBe("干净的头发，发货快");
  });
});
