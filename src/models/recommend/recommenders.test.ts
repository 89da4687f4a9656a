import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import { ease } from "./ease.js";
import { historiesOf } from "./histories-of.js";
import { ials } from "./ials.js";
import { popularCounts } from "./popular-counts.js";
import type { FitOptions, RecommenderModel } from "./recommender.js";
import { recommenders } from "./recommenders.js";
import { topItems } from "./top-items.js";

const ITEMS = 8;
const lists = fc.array(fc.array(fc.nat(ITEMS - 1), { maxLength: 12 }), { maxLength: 12 });
const histories = lists.map((of) => historiesOf(of, ITEMS));
/** Those that learn from a small shop; the others are asked the same in sequence-recommenders.test.ts. */
const counting = recommenders.filter((recommender) => recommender === ease || !recommender.cannotLearn);
const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined };

async function scoresOf(model: RecommenderModel, history: readonly number[]): Promise<number[]> {
  const scores = sparseVector(model.items);
  await model.score(Int32Array.from(history), scores);
  return [...scores.value];
}

/** These solve systems of equations for every shop they are shown. */
const slow = [ease, ials];

describe.each(counting)("the recommender $name", (recommender) => {
  const runs = { numRuns: slow.includes(recommender) ? 15 : 100 };

  it("scores every item with a number that is not below zero, also for a stranger and a shop without customers", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(ITEMS - 1), { maxLength: 60 }), async (learned, history) => {
        const model = await recommender.fit(learned, options);
        expect(model.items).toBe(ITEMS);
        for (const score of await scoresOf(model, history)) expect(score).toBeGreaterThanOrEqual(0);
        for (const score of await scoresOf(model, [])) expect(Number.isFinite(score)).toBe(true);
      }),
      runs,
    );
  });

  it("learns the same from the same, and changes neither what it learns from nor what it scores", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(ITEMS - 1)), async (learned, history) => {
        const [starts, item] = [learned.starts.slice(), learned.item.slice()];
        const [first, second] = [await recommender.fit(learned, options), await recommender.fit(learned, options)];
        const past = Int32Array.from(history);
        const scores = sparseVector(ITEMS);
        await first.score(past, scores);
        expect([...scores.value]).toEqual(await scoresOf(second, history));
        expect([...past]).toEqual(history);
        expect([learned.starts, learned.item]).toEqual([starts, item]);
      }),
      runs,
    );
  });

  it("does not let one customer's scores into the next one's", async () => {
    const model = await recommender.fit(
      historiesOf(
        [
          [0, 1, 2],
          [3, 4],
          [4, 5, 0],
        ],
        ITEMS,
      ),
      options,
    );
    const scores = sparseVector(ITEMS);
    await model.score(Int32Array.of(0, 1), scores);
    await model.score(Int32Array.of(3), scores);
    expect([...scores.value]).toEqual(await scoresOf(model, [3]));
  });

  it("gives reasons that add up to the score", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(ITEMS - 1)), fc.nat(ITEMS - 1), async (learned, history, item) => {
        const model = await recommender.fit(learned, options);
        const { baseline, amounts } = await model.reasons(Int32Array.from(history), item);
        expect(amounts).toHaveLength(history.length);
        expect(baseline).toBe((await scoresOf(model, []))[item]);
        const sum = amounts.reduce((total, amount) => total + amount, baseline);
        expect(sum).toBeCloseTo((await scoresOf(model, history))[item]!, 12);
      }),
      runs,
    );
  });

  it("gives each past item the amount by which the score falls when it and all before it are taken away", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(ITEMS - 1)), fc.nat(ITEMS - 1), async (learned, history, item) => {
        const model = await recommender.fit(learned, options);
        const { amounts } = await model.reasons(Int32Array.from(history), item);
        for (const [p, amount] of amounts.entries()) {
          const [kept, without] = [
            await scoresOf(model, history.slice(p)),
            await scoresOf(model, history.slice(p + 1)),
          ];
          const fall = kept[item]! - without[item]!;
          expect(amount).toBeCloseTo(fall, 12);
        }
      }),
      runs,
    );
  });

  it("is the same after it was saved and loaded, wherever the bytes lie", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(ITEMS - 1)), async (learned, history) => {
        const model = await recommender.fit(learned, options);
        const files = Object.entries(model.save()).map(([name, bytes]) => {
          const elsewhere = new Uint8Array(bytes.length + 1).subarray(1); // unaligned, as a file read may be
          elsewhere.set(bytes);
          return [name, elsewhere];
        });
        const loaded = recommender.load(Object.fromEntries(files));
        expect(loaded.name).toBe(recommender.name);
        expect(await scoresOf(loaded, history)).toEqual(await scoresOf(model, history));
      }),
      runs,
    );
  });

  it("says what is wrong with the files it is given", async () => {
    const model = await recommender.fit(historiesOf([[0, 1]], ITEMS), options);
    const files = model.save();
    expect(() => recommender.load({})).toThrow("expected a file");
    const binary = Object.keys(files).find((name) => name.endsWith(".bin"))!;
    expect(() => recommender.load({ ...files, [binary]: files[binary]!.subarray(0, 2) })).toThrow("bytes in");
  });

  it("stops when it is told to", async () => {
    const learned = historiesOf([[0, 1, 2]], ITEMS);
    await expect(recommender.fit(learned, { ...options, signal: AbortSignal.abort() })).rejects.toThrow("aborted");
  });

  it("tells how far it is, never going back, to the end", async () => {
    const shares: number[] = [];
    await recommender.fit(historiesOf([[0, 1, 2]], ITEMS), { ...options, progress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});

describe("learning", () => {
  /** Everyone goes through the pairs (0 → 1), (2 → 3), … in their own order; the last item is left to be foretold. */
  const random = mulberry32(7);
  const pairs = 20;
  const journeys = Array.from({ length: 300 }, () =>
    Array.from({ length: 6 }, () => 2 * Math.floor(random() * pairs)).flatMap((first) => [first, first + 1]),
  );
  const learned = historiesOf(
    journeys.map((journey) => journey.slice(0, -1)),
    2 * pairs,
  );

  async function hits(name: string): Promise<number> {
    const model = await recommenders.find((recommender) => recommender.name === name)!.fit(learned, options);
    const best = topItems(popularCounts(learned), 1);
    const scores = sparseVector(2 * pairs);
    let hits = 0;
    for (const journey of journeys) {
      const history = Int32Array.from(journey.slice(0, -1));
      if (history.includes(journey.at(-1)!)) continue;
      await model.score(history, scores);
      if (best(scores, history).item[0] === journey.at(-1)) hits += 1;
    }
    return hits;
  }

  it("finds the planted successor with the transition and the blend, and far less often by popularity", async () => {
    const possible = journeys.filter((journey) => !journey.slice(0, -1).includes(journey.at(-1)!)).length;
    expect(await hits("transition")).toBeGreaterThan(0.95 * possible);
    expect(await hits("blend")).toBeGreaterThan(0.95 * possible);
    expect(await hits("cosine")).toBeGreaterThan(0.9 * possible);
    expect(await hits("popularity")).toBeLessThan(0.2 * possible);
  });
});
