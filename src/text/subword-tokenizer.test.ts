import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reviewsOf } from "#simulate/reviews.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { loadSubwordTokenizer, specialTokens, subwordTokenizer } from "./subword-tokenizer.js";
import { subwordKinds, trainSubwords } from "./train-subwords.js";

const texts = [...reviewsOf(simulateShop({ seed: 8, customers: 600, eventsTarget: 0 }))].map(({ text }) => text);

describe("byte-pair encoding", () => {
  it("joins the pairs of the paper's example in its order", () => {
    // low ×5, lower ×2, newest ×6, widest ×3: e s, es t, l o, lo w are joined first
    const words = [
      ...Array(5).fill("low"),
      ...Array(2).fill("lower"),
      ...Array(6).fill("newest"),
      ...Array(3).fill("widest"),
    ];
    const { merges } = trainSubwords(words, { kind: "BPE", size: 14, specialTokens: [] });
    expect(merges.slice(0, 4).map((pair) => pair.join(" "))).toEqual(["e s", "es t", "l o", "lo w"]);
  });

  it("counts a run of one letter as it will be joined", () => {
    const { vocabulary } = trainSubwords(["aaaa aaaa"], { kind: "BPE", size: 3, specialTokens: [] });
    expect(vocabulary).toEqual(["a", "aa", "aaaa"]);
  });

  it("refuses a size that has no room for the characters", () => {
    expect(() => trainSubwords(["abc"], { kind: "BPE", size: 2, specialTokens: [] })).toThrow("at least 3");
  });
});

describe.each(subwordKinds)("a trained %s tokeniser", (kind) => {
  const subwords = trainSubwords(texts, { kind, size: 1200, specialTokens });
  const ours = subwordTokenizer(subwords);
  const theirs = new Tokenizer(JSON.parse(ours.json()), {});

  it("has the size asked for and whole words of its shop", () => {
    expect(ours.size).toBe(1200);
    expect(ours.encode("quality 质量").length).toBeLessThanOrEqual(3);
    expect(specialTokens.map((token) => ours.numberOf(token))).toEqual([0, 1, 2, 3, 4]);
  });

  it("gives the numbers that Hugging Face's tokenizers give from the same file", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom(
        "",
        "质量很好，物流快！",
        "İstanbul Straße é",
        "x".repeat(150),
        "👍🏽 good",
        "a\u0301b  c",
        ...texts.slice(0, 20),
      ),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!specialTokens.some((token) => text.includes(token)));
        const { ids } = theirs.encode(text, { add_special_tokens: false });
        expect([...ours.encode(text)]).toEqual(ids);
      }),
      { numRuns: 300 },
    );
  });

  it("says where each subword stands, one after the other", () => {
    for (const text of ["质量很好，物流快！", "soft & warm\u3164 ☂!", "👍🏽 good 龘龘", ...texts.slice(0, 50)]) {
      const spans = ours.spans(text);
      const numbers = ours.encode(text);
      expect(spans).toHaveLength(numbers.length);
      for (const [at, { start, end }] of spans.entries()) {
        expect(start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
        const token = ours.tokenOf(numbers[at]!)!.replace(/^##/, "");
        if (token !== "[UNK]") expect(text.slice(start, end).toLowerCase()).toBe(token);
      }
    }
  });

  it("is framed by [CLS] and [SEP] there", () => {
    const { ids } = theirs.encode("good");
    expect([ids[0], ids.at(-1)]).toEqual([2, 3]);
  });

  it("is the same after it was saved and loaded", () => {
    const loaded = loadSubwordTokenizer(ours.json());
    expect(loaded.json()).toBe(ours.json());
    for (const text of texts.slice(0, 50)) expect(loaded.encode(text)).toEqual(ours.encode(text));
  });

  it("learns the same whatever the order of the texts", () => {
    expect(trainSubwords(texts.toReversed(), { kind, size: 1200, specialTokens })).toEqual(subwords);
  });
});

describe("a tokenizer.json", () => {
  it("of another making is refused", () => {
    expect(() => loadSubwordTokenizer('{"model":{"type":"Unigram"}}')).toThrow("got Unigram");
  });
});
