import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { labelledReviews } from "../../../test/labelled-reviews.js";
import { neuralClassifier } from "./neural-classifier.js";
import {
  type FitOptions,
  type LabelledTexts,
  noTexts,
  type TextClassifier,
  type TextClassifierModel,
} from "./text-classifier.js";
import { textClassifiers } from "./text-classifiers.js";
import { convolutions } from "./textcnn.js";
import { selfAttention } from "./transformer.js";

const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const train = labelledReviews(0, 400);
const validation = labelledReviews(400, 500);
const test = labelledReviews(500, 700);

async function accuracyOf(model: TextClassifierModel, { texts, positive }: LabelledTexts): Promise<number> {
  const odds = await model.logOdds(texts);
  const right = odds.filter((one, i) => 1 / (1 + Math.exp(-one)) >= model.threshold === (positive[i] === 1));
  return right.length / texts.length;
}

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom("", "很好", "不错，但是太贵", "not good", "👍👍", "<b>x</b>", ...train.texts.slice(0, 20)),
);

/** Those that are trained step by step as they are, but small enough to be trained again and again. */
const small = {
  ...{ subwords: 300, width: 16, length: 32, segments: 4, dropout: 0.1, batchTokens: 512, leastTexts: 100 },
  ...{ rate: 0.01, epochs: 3 },
};
const quick: Readonly<Record<string, TextClassifier>> = {
  textcnn: neuralClassifier("textcnn", convolutions, { ...small, segments: 1 }),
  transformer: neuralClassifier("transformer", selfAttention, { ...small, pretraining: { epochs: 1, rate: 0.01 } }),
};
const competing = textClassifiers.map((classifier) => quick[classifier.name] ?? classifier);

describe.each(competing)("the text classifier $name", (classifier) => {
  let model: TextClassifierModel;
  beforeAll(async () => {
    model = await classifier.fit(train, validation, options);
  }, 180_000);

  it("gives every text a number and a threshold between 0 and 1, whatever it is", async () => {
    expect(model.name).toBe(classifier.name);
    expect(model.threshold > 0 && model.threshold < 1).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), async (texts) => {
        const odds = await model.logOdds(texts);
        expect(odds).toHaveLength(texts.length);
        expect(odds.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it("says the same of a text alone and among others", async () => {
    const together = await model.logOdds(test.texts);
    for (const i of [0, 7, 99]) expect((await model.logOdds([test.texts[i]!]))[0]).toBe(together[i]);
  });

  it("learns the same from the same, and leaves what it learns from as it is", async () => {
    const [before, labels] = [[...train.texts], train.positive.slice()];
    const again = await classifier.fit(train, validation, options);
    expect(await again.logOdds(test.texts)).toEqual(await model.logOdds(test.texts));
    expect([train.texts, train.positive]).toEqual([before, labels]);
  });

  it("is the same after it was saved and loaded, wherever the bytes lie", async () => {
    const files = Object.entries(model.save()).map(([name, bytes]) => {
      const elsewhere = new Uint8Array(bytes.length + 1).subarray(1); // unaligned, as a file read may be
      elsewhere.set(bytes);
      return [name, elsewhere];
    });
    const loaded = classifier.load(Object.fromEntries(files));
    expect([loaded.name, loaded.threshold, loaded.settings]).toEqual([model.name, model.threshold, model.settings]);
    expect(await loaded.logOdds(test.texts)).toEqual(await model.logOdds(test.texts));
    expect(loaded.save()).toEqual(model.save());
  });

  it("says what is wrong with the files it is given", () => {
    expect(() => classifier.load({})).toThrow("expected a file");
    const others = textClassifiers.filter((other) => other !== classifier);
    const foreign = { "classifier.json": new TextEncoder().encode('{"name":"other"}') };
    expect(others.length).toBeGreaterThan(0);
    expect(() => classifier.load(foreign)).toThrow(/expected/);
  });

  it("has parts that add up to its log-odds and stand in the text", async () => {
    if (!model.parts) return;
    const odds = await model.logOdds(test.texts);
    for (const [i, text] of test.texts.slice(0, 40).entries()) {
      const { baseline, parts } = model.parts(text);
      expect(parts.reduce((sum, { amount }) => sum + amount, baseline)).toBeCloseTo(odds[i]!, 9);
      for (const { start, end } of parts) expect(start >= 0 && start < end && end <= text.length).toBe(true);
    }
  });

  it("learns without a validation part, and anew from more with the same settings", async () => {
    const alone = await classifier.fit(train, noTexts, options);
    expect((await alone.logOdds(["好"])).every(Number.isFinite)).toBe(true);
    const all = labelledReviews(0, 500);
    const refitted = await classifier.refit(model, all, options);
    expect([refitted.threshold, refitted.settings]).toEqual([model.threshold, model.settings]);
  });

  it("stops when it is told to, and tells how far it is, never going back, to the end", async () => {
    await expect(classifier.fit(train, validation, { ...options, signal: AbortSignal.abort() })).rejects.toThrow(
      "aborted",
    );
    const shares: number[] = [];
    await classifier.fit(train, validation, { ...options, progress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});

describe("learning", () => {
  it("reads the simulator's reviews: the list beats the majority, what is learned beats the list", async () => {
    const accuracy: Record<string, number> = {};
    for (const classifier of competing) {
      accuracy[classifier.name] = await accuracyOf(await classifier.fit(train, validation, options), test);
    }
    expect(accuracy["lexicon"]).toBeGreaterThan(accuracy["majority"]! + 0.02);
    const learned = ["tfidf", "tfidf-alt", "nbsvm", "textcnn", "transformer", "blend"];
    for (const name of learned) expect(accuracy[name], name).toBeGreaterThan(0.9);
  });
});
