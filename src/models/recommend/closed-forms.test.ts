import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { solvePositive } from "#numeric/solve-positive.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import type { Affinity } from "./affinity.js";
import { baskets } from "./baskets.js";
import { bm25 } from "./bm25.js";
import { ease } from "./ease.js";
import { easeWeights } from "./ease-weights.js";
import { historiesOf } from "./histories-of.js";
import { ials } from "./ials.js";
import { itemFactors } from "./ials-factors.js";
import { mostWanted } from "./most-wanted.js";
import type { FitOptions, Recommender } from "./recommender.js";
import { exactTaste } from "./whitened-taste.js";

const ITEMS = 9;
const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const lists = fc.array(fc.array(fc.nat(ITEMS - 1), { maxLength: 10 }), { minLength: 1, maxLength: 12 });
const has = (list: readonly number[], i: number) => (list.includes(i) ? 1 : 0);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const all = Array.from({ length: ITEMS }, (_, i) => i);

const unit = (j: number) => Float64Array.from(all, (i) => Number(i === j));

function denseOf({ starts, neighbour, weight }: Affinity): number[][] {
  return all.map((i) => {
    const row = new Array<number>(ITEMS).fill(0);
    for (let c = starts[i]!; c < starts[i + 1]!; c++) row[neighbour[c]!] = weight[c]!;
    return row;
  });
}

async function scoresOf(recommender: Recommender, of: readonly (readonly number[])[], history: readonly number[]) {
  const model = await recommender.fit(historiesOf(of, ITEMS), options);
  const scores = sparseVector(ITEMS);
  await model.score(Int32Array.from(history), scores);
  return scores.value;
}

describe("bm25", () => {
  it("equals the slow obvious version", async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.array(fc.nat(ITEMS - 1)), async (of, history) => {
        const count = (i: number) => sum(of.map((list) => has(list, i)));
        const mean = sum(all.map(count)) / ITEMS;
        const weight = (i: number, list: readonly number[]) =>
          has(list, i) *
          (2.2 / (1.2 * (0.25 + (0.75 * count(i)) / mean) + 1)) *
          (Math.log(ITEMS) - Math.log1p(new Set(list).size));
        const alike = (i: number, j: number) =>
          i === j ? 0 : sum(of.map((list) => weight(i, list) * weight(j, list)));
        const scores = await scoresOf(bm25, of, history);
        for (const j of all) {
          const slow = sum([...new Set(history)].map((i) => (mean > 0 ? alike(i, j) : 0)));
          expect(scores[j]).toBeCloseTo(slow, 5);
        }
      }),
    );
  });
});

describe("ease", () => {
  it("has the weights of the inverse, those above zero", async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (of) => {
        const counts = all.map((i) =>
          Float64Array.from(all, (j) => sum(of.map((list) => has(list, i) * has(list, j))) + (i === j ? 3 : 0)),
        );
        const inverse = all.map((j) => solvePositive(counts, unit(j)));
        const weights = await easeWeights(baskets(historiesOf(of, ITEMS), 99), {
          items: ITEMS,
          regularisation: 3,
          ...options,
        });
        const found = denseOf(weights);
        const slow = (i: number, j: number) => Math.max(0, -inverse[j]![i]! / inverse[j]![j]!);
        for (const i of all) for (const j of all) expect(found[i]![j]).toBeCloseTo(i === j ? 0 : slow(i, j), 5);
      }),
    );
  });

  it("says when a shop has too many items, before it begins", async () => {
    const many = historiesOf([[0, 1]], 20_000);
    const reason = "20000 items would need 0.7 GiB of memory, at most 16384 can be";
    expect(ease.cannotLearn!(many)).toBe(reason);
    expect(ease.cannotLearn!(historiesOf([[0, 1]], 16_384))).toBeNull();
    await expect(ease.fit(many, options)).rejects.toThrow(`ease cannot be fitted: ${reason}`);
  });
});

describe("the items most customers have", () => {
  it("keep their order and lose the others, in histories and in what was held out", () => {
    const histories = historiesOf(
      [
        [0, 1, 2, 1],
        [1, 2],
        [3, 2],
      ],
      4,
    );
    const heldOut = {
      histories: [Int32Array.of(0, 2), Int32Array.of(1), Int32Array.of(2)],
      next: Int32Array.of(1, 3, 2),
    };
    const some = mostWanted(histories, heldOut, 2);
    expect([...some.histories.item]).toEqual([0, 1, 0, 0, 1, 1]);
    expect([...some.histories.starts]).toEqual([0, 3, 5, 6]);
    expect(some.heldOut.histories.map((history) => [...history])).toEqual([[1], [1]]);
    expect([...some.heldOut.next]).toEqual([0, 1]);
    expect(mostWanted(histories, heldOut, 4)).toEqual({ histories, heldOut });
  });
});

describe("ials", () => {
  const width = 6;
  const random = mulberry32(4);
  const z = Float32Array.from({ length: 40 * width }, () => random() - 0.5);
  const items = { width, alpha: 40, z };

  /** (I + 39·ZᵀZ)⁻¹ · 40·Zᵀ·1, as it is written. */
  function obvious(rows: readonly number[]): Float64Array {
    const row = (i: number) => z.subarray(i * width, (i + 1) * width);
    const a = Array.from({ length: width }, (_, d) =>
      Float64Array.from(
        { length: width },
        (_, e) => sum(rows.map((i) => 39 * row(i)[d]! * row(i)[e]!)) + Number(d === e),
      ),
    );
    return solvePositive(
      a,
      Float64Array.from({ length: width }, (_, d) => sum(rows.map((i) => 40 * row(i)[d]!))),
    );
  }

  it.each([0, 1, 3, 6, 7, 25])("solves for a customer with %d items as the equations say", (count) => {
    const rows = Array.from({ length: count }, (_, i) => (7 * i) % 40);
    const expected = obvious(rows);
    const exact = new Float32Array(width);
    exactTaste(items, Int32Array.from(rows), exact);
    for (let d = 0; d < width; d++) {
      expect(exact[d]).toBeCloseTo(expected[d]!, 4);
    }
  });

  it("comes to items whose numbers solve their own equations, given the customers'", async () => {
    const shop = historiesOf(
      [
        [0, 1, 2],
        [0, 1],
        [2, 3],
        [3, 4, 2],
        [4, 3],
      ],
      5,
    );
    const settings = { width: 4, iterations: 60, regularisation: 0.5, alpha: 10 };
    const found = await itemFactors(shop, settings, options);
    // in the whitened form a customer's numbers times an item's are the score: those who have it stand out
    const score = (history: readonly number[], item: number) => {
      const v = new Float32Array(4);
      exactTaste({ width: 4, alpha: 10, z: found }, Int32Array.from(history), v);
      return v.reduce((total, value, d) => total + value * found[item * 4 + d]!, 0);
    };
    expect(score([0, 1], 0)).toBeGreaterThan(0.8);
    expect(score([0, 1], 2)).toBeGreaterThan(score([0, 1], 4));
    expect(score([3, 4], 2)).toBeGreaterThan(score([3, 4], 0));
  });

  it("reads a customer of 100,000 events in a moment, and forgets nothing of the newest", async () => {
    const model = await ials.fit(
      historiesOf(
        [
          [0, 1, 2],
          [1, 2, 3],
          [5, 6],
        ],
        ITEMS,
      ),
      options,
    );
    const long = Int32Array.from({ length: 100_000 }, (_, p) => p % ITEMS);
    const scores = sparseVector(ITEMS);
    await model.score(long, scores);
    expect(scores.value.every(Number.isFinite)).toBe(true);
    const { amounts } = await model.reasons(long, 3);
    expect(amounts.every(Number.isFinite)).toBe(true);
    expect(amounts).toHaveLength(100_000);
  });
});
