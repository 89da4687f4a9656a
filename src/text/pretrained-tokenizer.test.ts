import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pretrainedTokenizer } from "./pretrained-tokenizer.js";

const golden = (name: string) =>
  readFileSync(new URL(`../../test/golden/encoders/${name}/tokenizer.json`, import.meta.url), "utf8");
const wordPiece = golden("bert-zh");
const bytePairs = golden("roberta-zh");

// recorded in test/golden/encoders instead: here the library in JavaScript differs from that in Rust
const BEYOND = /\p{Script=Han}(?<=[\u{10000}-\u{3ffff}])/u;

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        "杯子",
        "毯子太小了",
        "XL",
        "it's",
        " ",
        "  ",
        "\n",
        "É",
        "e\u0301",
        "👍🏽",
        "９",
        "!",
        "…",
        "$",
        "a_b",
      ),
    )
    .map((parts) => parts.join("")),
  fc.constantFrom("", "x".repeat(150), "\u200bzero\u00adwidth\ufffd", "カタカナ 한국어"),
);

describe.each([
  ["WordPiece", wordPiece],
  ["byte pairs", bytePairs],
])("a pretrained tokeniser of %s", (_, json) => {
  const ours = pretrainedTokenizer({ "tokenizer.json": json });

  it("gives the numbers that Hugging Face's tokenizers give from the same file", () => {
    const theirs = new Tokenizer(JSON.parse(json), {});
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!BEYOND.test(text));
        expect([...ours.encode(text, 1000)]).toEqual(theirs.encode(text).ids);
      }),
      { numRuns: 300 },
    );
  });

  it("gives no more numbers than asked for, the last of them the end, in little time however long the text", () => {
    const end = ours.encode("", 2).at(-1);
    for (const text of ["a".repeat(1e6), "杯".repeat(1e6), " ".repeat(1e6), "👍".repeat(1e5)]) {
      const numbers = ours.encode(text, 64);
      expect(numbers.length).toBeLessThanOrEqual(64);
      expect(numbers.at(-1)).toBe(end);
    }
  });

  it("reads a special token in a text as the signs it is made of", () => {
    const frame = new Set(ours.encode("", 2));
    const within = ours.encode("[SEP] [CLS] <s> </s>", 1000).slice(1, -1);
    expect([...within].some((number) => frame.has(number))).toBe(false);
  });
});

describe("the files of a pretrained tokeniser", () => {
  const parsed = JSON.parse(wordPiece);
  it.each([
    ["nothing", {}, "expected tokenizer.json, vocab.txt, or vocab.json and merges.txt; got no file"],
    ["merges alone", { "merges.txt": "" }, "got merges.txt"],
    ["no JSON", { "tokenizer.json": "{" }, 'tokenizer.json is no JSON, it begins "{"'],
    [
      "a model of another kind",
      { "tokenizer.json": JSON.stringify({ ...parsed, model: { type: "Unigram" } }) },
      "model, type",
    ],
    [
      "another way to cut",
      { "tokenizer.json": JSON.stringify({ ...parsed, pre_tokenizer: { type: "Whitespace" } }) },
      "tokenizer.json, pre_tokenizer",
    ],
    [
      "pieces of words read as bytes",
      {
        "tokenizer.json": JSON.stringify({ ...parsed, pre_tokenizer: { type: "ByteLevel", add_prefix_space: false } }),
      },
      "got WordPiece after ByteLevel",
    ],
    ["a vocabulary without its frame", { "vocab.txt": "a\n[UNK]\n" }, "the vocabulary has no [CLS]"],
    [
      "a setting of another type",
      { "vocab.txt": "a", "tokenizer_config.json": '{"do_lower_case":"yes"}' },
      "do_lower_case",
    ],
  ])("are refused with %s", (_, files, sentence) => {
    expect(() => pretrainedTokenizer(files)).toThrow(TypeError);
    expect(() => pretrainedTokenizer(files)).toThrow(sentence);
  });

  it("may be a plain vocabulary that keeps capitals and accents", () => {
    const vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "Café", "##s"].join("\r\n");
    const files = { "vocab.txt": vocabulary, "tokenizer_config.json": '{"do_lower_case":false}' };
    expect([...pretrainedTokenizer(files).encode("Cafés café", 10)]).toEqual([2, 4, 5, 1, 3]);
  });
});
