import { beforeAll, describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import { blend } from "./blend.js";
import { historiesOf } from "./histories-of.js";
import { hybrid } from "./hybrid.js";
import type { FitOptions, HeldOutEvents, RecommenderModel } from "./recommender.js";
import { recurrence } from "./recurrence.js";
import { selfAttention } from "./self-attention.js";
import { sequenceRecommender } from "./sequence-recommender.js";

const ITEMS = 30;
const random = mulberry32(9);
const journeys = Array.from({ length: 2100 }, () =>
  Array.from({ length: 3 }, () => 2 * Math.floor((random() * ITEMS) / 2)).flatMap((first) => [first, first + 1]),
);
const shop = historiesOf(journeys, ITEMS);
const heldOut: HeldOutEvents = {
  histories: Array.from({ length: 15 }, (_, pair) => Int32Array.of(2 * pair)),
  next: Int32Array.from({ length: 15 }, (_, pair) => 2 * pair + 1),
};
const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined, heldOut };

async function scoresOf(model: RecommenderModel, history: readonly number[]): Promise<number[]> {
  const scores = sparseVector(model.items);
  await model.score(Int32Array.from(history), scores);
  return [...scores.value];
}

describe("the hybrid", () => {
  let model: RecommenderModel;

  beforeAll(async () => {
    const training = { epochs: 2, width: 8, negatives: 16, rate: 0.02 };
    const learned = await sequenceRecommender("sasrec", async () => selfAttention, training).fit(shop, options);
    const other = await sequenceRecommender("gru4rec", async () => recurrence, training).fit(shop, options);
    const counted = await blend.fit(shop, options);
    const fitted = new Map([counted, other, learned].map((part) => [part.name, part]));
    model = await hybrid.fit(shop, { ...options, fitted });
  }, 60_000);

  it("foretells what is planted, and says nothing of a stranger", async () => {
    const scores = await scoresOf(model, [4, 5, 12]);
    expect(scores.indexOf(Math.max(...scores))).toBe(13);
    expect(scores.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
    expect(await scoresOf(model, [])).toEqual(new Array(ITEMS).fill(0));
  });

  it.each([
    [0, 0.4, 0.6],
    [0.3, 0.7, 0],
    [0.2, 0, 0.8],
    [1, 0, 0],
  ])("lists every score that is not zero once, at weights of %d, %d and %d", async (...own) => {
    const [counted, recurrent, attentive] = own;
    const card = Buffer.from(JSON.stringify({ name: "hybrid", weights: { counted, recurrent, attentive } }));
    const { items, score } = hybrid.load({ ...model.save(), "recommender.json": card });
    const scores = sparseVector(items);
    for (const history of [[4, 5, 12], [7], [1, 2, 3, 4, 5]]) {
      await score(Int32Array.from(history), scores);
      const listed = [...scores.touched.subarray(0, scores.count)].toSorted((a, b) => a - b);
      expect(listed).toEqual([...scores.value.keys()].filter((i) => scores.value[i] !== 0));
      expect(scores.value.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
    }
  });

  it("gives reasons that add up to the score", async () => {
    const history = [4, 5, 12, 20, 21, 8];
    const { baseline, amounts } = await model.reasons(Int32Array.from(history), 9);
    const total = amounts.reduce((sum, amount) => sum + amount, baseline);
    expect(total).toBeCloseTo((await scoresOf(model, history))[9]!, 12);
  });

  it("is the same after it was saved and loaded, and says what is missing", async () => {
    const loaded = hybrid.load(model.save());
    expect(await scoresOf(loaded, [2, 3, 8])).toEqual(await scoresOf(model, [2, 3, 8]));
    const { "sasrec.ranker.onnx": _, ...short } = model.save();
    expect(() => hybrid.load(short)).toThrow("expected a file ranker.onnx");
    expect(() => hybrid.load({})).toThrow("expected a file");
    const old = Buffer.from(JSON.stringify({ name: "hybrid", share: 0.3 }));
    expect(() => hybrid.load({ ...model.save(), "recommender.json": old })).toThrow("run the task again");
  });

  it("stops when it is told to, and says when a shop is too small", async () => {
    await expect(hybrid.fit(shop, { ...options, signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    expect(hybrid.cannotLearn?.(historiesOf([[0, 1]], ITEMS))).toMatch("1 events follow another");
  });
});
