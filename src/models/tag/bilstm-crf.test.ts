import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanScores } from "#measure/span-scores.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { spansOf, type TaggedText, tagsOf } from "#text/tagged-text.js";
import { bilstmCrf, windowsIn } from "./bilstm-crf.js";
import { blendedTagger } from "./blended-tagger.js";
import { crfWith } from "./crf.js";

const options = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const brands = ["青禾", "北辰", "山海居"];
const products = ["马克杯", "羊毛毯", "台灯", "双肩包"];
const others = ["新款", "包邮", "家用", "大号"];

/** Titles in which a brand comes before its product. */
function titles(count: number, seed: number): TaggedText[] {
  const random = mulberry32(seed);
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  return Array.from({ length: count }, () => {
    const [first, brand, product, last] = [one(others), one(brands), one(products), one(others)] as const;
    const at = first.length + brand.length;
    const spans = [
      { start: first.length, end: at, kind: "brand" },
      { start: at, end: at + product.length, kind: "product" },
    ];
    const tokens = Array.from(first + brand + product + last);
    return { tokens, tags: tagsOf(spans, tokens.length) };
  });
}

const test = titles(40, 2);
const tokens = test.map((text) => text.tokens);
const f1Of = (found: readonly (readonly string[])[]) =>
  spanScores(
    test.map(({ tags }) => spansOf(tags)),
    found.map(spansOf),
  ).all.f1;

describe("taggers together", () => {
  it("find the names in titles they have not seen, alone and together, before and after they were saved", async () => {
    const both = blendedTagger([bilstmCrf, crfWith({ epochs: 4 })]);
    const model = await both.fit(titles(80, 1), options);
    expect(f1Of(await model.tag(tokens))).toBeGreaterThan(0.9);
    const files = model.save();
    const own = Object.entries(files).filter(([name]) => name.startsWith("0."));
    const network = bilstmCrf.load(Object.fromEntries(own.map(([name, content]) => [name.slice(2), content])));
    expect(f1Of(await network.tag(tokens))).toBeGreaterThan(0.9);
    const loaded = both.load(files);
    const odd = [...tokens, [], ["👍🏽"], tokens.flat()];
    expect(await loaded.marginals(odd)).toEqual(await model.marginals(odd));
    const long = await loaded.tag([tokens.flat()]);
    expect(long[0]).toHaveLength(tokens.flat().length);
    expect(() => both.load({})).toThrow("expected a file bilstm-crf.json");
  });
});

describe("windowsIn", () => {
  it("takes every token once, from a window it stands in", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 4, max: 64 }), (count, length) => {
        let reached = 0;
        for (const { begins, from, to } of windowsIn(count, length)) {
          expect(from).toBe(reached);
          expect(to).toBeGreaterThan(from);
          expect(begins).toBeGreaterThanOrEqual(0);
          expect(begins).toBeLessThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(begins + length);
          reached = to;
        }
        expect(reached).toBe(count);
      }),
    );
  });
});
