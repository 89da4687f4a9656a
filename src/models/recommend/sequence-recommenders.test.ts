import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import { caser } from "./caser.js";
import { convolutions } from "./convolutions.js";
import { gru4rec } from "./gru4rec.js";
import { historiesOf } from "./histories-of.js";
import type { FitOptions, RecommenderModel } from "./recommender.js";
import { recurrence } from "./recurrence.js";
import { sasrec } from "./sasrec.js";
import { selfAttention } from "./self-attention.js";
import { sequenceRecommender } from "./sequence-recommender.js";

/** Everyone goes through the pairs (0 → 1), (2 → 3), … in their own order: the second of a pair can be foretold. */
const ITEMS = 40;
const random = mulberry32(5);
const journeys = Array.from({ length: 2100 }, () =>
  Array.from({ length: 3 }, () => 2 * Math.floor((random() * ITEMS) / 2)).flatMap((first) => [first, first + 1]),
);
const shop = historiesOf(journeys, ITEMS);
const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const quick = { epochs: 6, averageOver: 2, width: 16, negatives: 24, batchSize: 32, rate: 0.02, dropout: 0.1 };

async function scoresOf(model: RecommenderModel, history: readonly number[]): Promise<number[]> {
  const scores = sparseVector(model.items);
  await model.score(Int32Array.from(history), scores);
  return [...scores.value];
}

const best = (scores: readonly number[]) => scores.indexOf(Math.max(...scores));

describe.each([
  { full: sasrec, encoder: selfAttention },
  { full: gru4rec, encoder: recurrence },
  { full: caser, encoder: convolutions },
])("the trained recommender $full.name", ({ full, encoder }) => {
  const recommender = sequenceRecommender(full.name, async () => encoder, quick);
  const shares: number[] = [];
  let model: RecommenderModel;

  beforeAll(async () => {
    model = await recommender.fit(shop, { ...options, progress: (share) => shares.push(share) });
  }, 60_000);

  it("learns what follows, whatever came before", async () => {
    for (let first = 0; first < ITEMS; first += 2) {
      for (const past of [[first], [6, 7, (first + 10) % ITEMS, (first + 11) % ITEMS, first]]) {
        const scores = await scoresOf(model, past);
        scores[first] = 0; // what they have is not shown
        expect(best(scores)).toBe(first + 1);
      }
    }
  });

  it("tells how far it is, never going back, to the end", () => {
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it("scores with chances, zero for a stranger, also after more events than it reads", async () => {
    const long = Array.from({ length: 300 }, (_, p) => p % ITEMS);
    for (const history of [[3], [1, 1, 1, 1], long]) {
      const scores = await scoresOf(model, history);
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
      expect(scores.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
    }
    expect(await scoresOf(model, [])).toEqual(new Array(ITEMS).fill(0));
  });

  it("says of each customer the same among many as alone", async () => {
    const many = journeys.slice(0, 50).map((journey, u) => Int32Array.from(journey.slice(0, u % 6)));
    const scores = sparseVector(ITEMS);
    await model.ahead?.(many);
    for (const history of many) {
      await model.score(history, scores);
      const alone = await scoresOf(model, [...history]);
      for (const [item, score] of scores.value.entries()) expect(score).toBeCloseTo(alone[item]!, 5);
    }
  });

  it("gives reasons that add up to the score, each what it falls by without that event and all before", async () => {
    const history = [4, 5, 9, 30, 31, 8];
    const item = best(await scoresOf(model, history));
    const { baseline, amounts } = await model.reasons(Int32Array.from(history), item);
    const total = amounts.reduce((sum, amount) => sum + amount, baseline);
    expect(total).toBeCloseTo((await scoresOf(model, history))[item]!, 12);
    for (const [p, amount] of amounts.entries()) {
      const fall =
        (await scoresOf(model, history.slice(p)))[item]! - (await scoresOf(model, history.slice(p + 1)))[item]!;
      expect(amount).toBeCloseTo(fall, 12);
    }
    expect(amounts.indexOf(Math.max(...amounts))).toBe(history.length - 1); // 8 is what makes 9 likely
  });

  it("is the same after it was saved and loaded, wherever the bytes lie", async () => {
    const files = Object.entries(model.save()).map(([name, bytes]) => {
      const elsewhere = new Uint8Array(bytes.length + 1).subarray(1);
      elsewhere.set(bytes);
      return [name, elsewhere];
    });
    const loaded = full.load(Object.fromEntries(files));
    expect(loaded.name).toBe(full.name);
    expect(await scoresOf(loaded, [2, 3, 8])).toEqual(await scoresOf(model, [2, 3, 8]));
    expect(() => full.load({})).toThrow("expected a file");
    const { "ranker.onnx": _, ...short } = model.save();
    expect(() => full.load(short)).toThrow("expected a file ranker.onnx");
  });

  it("stops when it is told to, and says when a shop is too small", async () => {
    await expect(recommender.fit(shop, { ...options, signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    const small = historiesOf([[0, 1], [2], []], ITEMS);
    await expect(recommender.fit(small, options)).rejects.toThrow(
      `${full.name} cannot be trained: 1 events follow another, at least 10000 are needed`,
    );
  });
});

describe("time", () => {
  it("ends a training, which keeps what it has learned by then", async () => {
    const endless = sequenceRecommender("sasrec", async () => selfAttention, {
      ...quick,
      epochs: 10_000,
      patience: 10_000,
    });
    const model = await endless.fit(shop, { ...options, seconds: 0.1 });
    expect((await scoresOf(model, [0])).every(Number.isFinite)).toBe(true);
  });

  it("makes no difference to what is learned in the same epochs from the same seed", async () => {
    const brief = sequenceRecommender("sasrec", async () => selfAttention, { ...quick, epochs: 1 });
    const [first, second] = [await brief.fit(shop, options), await brief.fit(shop, options)];
    expect(await scoresOf(first, [0, 1, 2])).toEqual(await scoresOf(second, [0, 1, 2]));
  });
});

describe.each(["full softmax", "binary"] as const)("the %s loss", (loss) => {
  it("learns too", async () => {
    const model = await sequenceRecommender("sasrec", async () => selfAttention, { ...quick, loss }).fit(shop, options);
    expect(best(await scoresOf(model, [6, 7, 12]))).toBe(13);
  });
});

describe("a training that is stopped", () => {
  it("goes on, asked for again, to the very same model, and keeps no second file", async () => {
    const checkpoints = mkdtempSync(join(tmpdir(), "shoplens-sequences-"));
    try {
      const recommender = sequenceRecommender("gru4rec", async () => recurrence, { ...quick, epochs: 3 });
      const whole = await recommender.fit(shop, options);
      const stop = new AbortController();
      let told = 0;
      const progress = () => {
        told += 1;
        if (told === 9) stop.abort();
      };
      const stopped = recommender.fit(shop, { ...options, checkpoints, signal: stop.signal, progress });
      await expect(stopped).rejects.toThrow("aborted");
      const [kept, ...more] = readdirSync(checkpoints);
      expect([kept, more]).toEqual([expect.stringMatching(/^recurrence-[0-9a-f]{16}[.]safetensors$/), []]);
      const shares: number[] = [];
      const resumed = await recommender.fit(shop, { ...options, checkpoints, progress: (share) => shares.push(share) });
      expect(await scoresOf(resumed, [0, 1, 2])).toEqual(await scoresOf(whole, [0, 1, 2]));
      const other = await recommender.fit(shop, { ...options, checkpoints, seed: 2 });
      expect(await scoresOf(other, [0, 1, 2])).not.toEqual(await scoresOf(whole, [0, 1, 2]));
    } finally {
      rmSync(checkpoints, { recursive: true });
    }
  });
});

describe("a training that goes on from a model", () => {
  const more = [...journeys, ...Array.from({ length: 400 }, (_, u) => [...journeys[u]!.slice(0, 2), ITEMS, ITEMS + 1])];
  const grown = historiesOf(more, ITEMS + 2);

  it.each([selfAttention, recurrence])("knows what it knew, and soon learns new items: $name", async (encoder) => {
    const recommender = (settings: object) =>
      sequenceRecommender("sasrec", async () => encoder, { ...quick, ...settings });
    const before = await recommender({ epochs: 6 }).fit(shop, options);
    const slow = recommender({ rate: 0.0001, epochs: 1 });
    const [after, anew] = [await slow.fit(grown, { ...options, before }), await slow.fit(grown, options)];
    const longer = await recommender({ epochs: 4 }).fit(grown, { ...options, before });
    const known = async (model: RecommenderModel) => {
      let right = 0;
      for (let first = 0; first < ITEMS; first += 2) if (best(await scoresOf(model, [first])) === first + 1) right += 1;
      return right;
    };
    expect(after.items).toBe(ITEMS + 2);
    expect(await known(after)).toBeGreaterThan(0.9 * (ITEMS / 2));
    expect(await known(anew)).toBeLessThan(0.5 * (ITEMS / 2));
    expect(await known(longer)).toBeGreaterThan(0.9 * (ITEMS / 2));
    expect(best(await scoresOf(longer, [4, 5, ITEMS]))).toBe(ITEMS + 1);
  });

  it("begins anew where the model before was not as wide", async () => {
    const narrow = await sequenceRecommender("sasrec", async () => selfAttention, {
      ...quick,
      width: 8,
      epochs: 1,
    }).fit(shop, options);
    const brief = sequenceRecommender("sasrec", async () => selfAttention, { ...quick, epochs: 1 });
    const [one, other] = [await brief.fit(shop, { ...options, before: narrow }), await brief.fit(shop, options)];
    expect(await scoresOf(one, [0])).toEqual(await scoresOf(other, [0]));
  });
});
