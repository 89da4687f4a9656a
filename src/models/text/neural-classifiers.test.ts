import { beforeAll, describe, expect, it } from "vitest";
import { labelledReviews } from "../../../test/labelled-reviews.js";
import { blend } from "./blend.js";
import { nbsvm } from "./nbsvm.js";
import { neuralClassifier } from "./neural-classifier.js";
import { OutOfTime } from "./out-of-time.js";
import type { FitOptions, LabelledTexts, TextClassifierModel } from "./text-classifier.js";
import { textcnn } from "./textcnn.js";
import { selfAttention, transformer } from "./transformer.js";

const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const train = labelledReviews(0, 300);
const validation = labelledReviews(300, 400);
const quick = neuralClassifier("transformer", selfAttention, {
  ...{ subwords: 300, width: 16, length: 32, segments: 4, dropout: 0.1, batchTokens: 512, leastTexts: 100 },
  ...{ rate: 0.01, epochs: 3, pretraining: { epochs: 1, rate: 0.01 } },
});

let model: TextClassifierModel;
beforeAll(async () => {
  model = await quick.fit(train, validation, options);
}, 180_000);

describe("a network that reads texts", () => {
  it("says when there is too little to learn from, what there is and what it needs", async () => {
    for (const classifier of [textcnn, transformer]) {
      await expect(classifier.fit(train, validation, options)).rejects.toThrow(
        `${classifier.name} cannot be trained: 300 rated texts to learn from, at least 1000 are needed`,
      );
    }
  });

  it("says when the time is too short to learn from every text once, and how long that takes", async () => {
    const many = Array.from({ length: 14 }, () => train);
    const often: LabelledTexts = {
      texts: many.flatMap(({ texts }) => texts),
      positive: Uint8Array.from(many.flatMap(({ positive }) => [...positive])),
    };
    const failed = quick.fit(often, validation, { ...options, seconds: 0.1 });
    await expect(failed).rejects.toThrow(OutOfTime);
    await expect(failed).rejects.toThrow(/takes about \d+ s, of the budget 0 s are left/);
  });

  it("looks at stretches that stand in the text, in shares that are together 1", async () => {
    for (const text of ["质量很好，物流也快", "Not good: it broke after a day!", "x".repeat(3000), "👍👍 好"]) {
      const looks = await model.looks!(text);
      expect(looks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 5);
      for (const { start, end, share } of looks) {
        expect(start >= 0 && start < end && end <= text.length && share >= 0).toBe(true);
      }
    }
    expect(await model.looks!("")).toEqual([]);
  });

  it("reads the beginning and the end of a text that is too long", async () => {
    const filler = "the parcel came on a day of the week ".repeat(40);
    const [good, bad] = await model.logOdds([
      `${filler} Terrible, broken, bad quality, very disappointed.`,
      `${filler} Excellent, perfect, great quality, very happy.`,
    ]);
    expect(bad).toBeGreaterThan(good!);
  });

  it("is a member of the blend where it is there, whose quick part are the members that count words", async () => {
    const counting = await nbsvm.fit(train, validation, options);
    const fitted = new Map([
      ["transformer", model],
      ["nbsvm", counting],
    ]);
    const blended = await blend.fit(train, validation, {
      ...options,
      fitted,
      without: new Set(["tfidf", "tfidf-alt"]),
    });
    const loaded = blend.load(blended.save());
    const test = labelledReviews(400, 450).texts;
    expect(await loaded.logOdds(test)).toEqual(await blended.logOdds(test));
    const isMember = blended.settings.includes("transformer");
    expect(blended.parts === undefined).toBe(isMember);
    expect(blended.looks !== undefined).toBe(isMember);
    if (isMember && blended.settings.includes("nbsvm")) expect(await blended.glance!(test)).toHaveLength(50);
  });
});
