import { beforeAll, describe, expect, it } from "vitest";
import { neuralClassifier } from "#models/text/neural-classifier.js";
import { selfAttention } from "#models/text/transformer.js";
import { reviewsOf } from "#simulate/reviews.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { tableOf } from "#table/table.js";
import { answerText } from "./answer-text.js";
import { catalogueOf } from "./catalogue.js";
import { explainText } from "./explain.js";
import { loadModel, type ReviewsModel, saveModel } from "./reviews-model.js";

const small = neuralClassifier("transformer", selfAttention, {
  ...{ subwords: 300, width: 16, length: 32, segments: 4, dropout: 0.1, batchTokens: 512, leastTexts: 100 },
  ...{ rate: 0.01, epochs: 4, pretraining: { epochs: 1, rate: 0.01 } },
});
const written = [...reviewsOf(simulateShop({ seed: 5, customers: 1500, eventsTarget: 0 }))].slice(0, 500);
const labelled = (from: number, to: number) => ({
  texts: written.slice(from, to).map(({ text }) => text),
  positive: Uint8Array.from(written.slice(from, to), ({ sentiment }) => Number(sentiment === "positive")),
});

let model: ReviewsModel;
beforeAll(async () => {
  const options = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
  const classifier = await small.fit(labelled(0, 400), labelled(400, 500), options);
  model = { classifier, learned: { reviews: 400, positive: 300 }, entities: null };
}, 180_000);

describe("a shop whose chosen model is a network", () => {
  it("is asked from its files, for a label, a chance and the words that told", async () => {
    const nothing = tableOf({
      ...{ item_id: [], name: [], brand: [], category: [] },
      ...{ orders: new Float64Array(0), sent_back: new Float64Array(0) },
    });
    const loaded = loadModel(saveModel(model));
    const good = await answerText("Great quality, very happy with it, thank you!", loaded, catalogueOf(nothing));
    const bad = await answerText("质量太差了，没用几天就坏了", loaded, catalogueOf(nothing));
    expect([good.label, bad.label]).toEqual(["positive", "negative"]);
    expect(good.candidate).toBe("transformer");
    expect(good.words.length).toBeGreaterThan(0);
  });

  it("explains by taking words away, beside LIME and where it looked, each with its error and agreement", async () => {
    const told = await explainText("Great quality, but it broke after two days", model.classifier);
    expect(told.method).toMatch(/^occlusion/);
    expect(told.error).toBeLessThan(1e-9); // what no word does alone is named
    expect(told.contributions.at(-1)!.feature).toMatch(/together/);
    expect(told.others!.map(({ method }) => method)).toEqual(["LIME", "attention roll-out"]);
    const looked = told.others![1]!;
    expect(looked.amounts).toHaveLength(told.contributions.length - 1);
    expect(looked.error).toBeLessThan(1e-4);
    expect(Math.abs(looked.agreement!)).toBeLessThanOrEqual(1);
  });
});
