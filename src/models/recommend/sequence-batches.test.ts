import { expect, it } from "vitest";
import { historiesOf } from "./histories-of.js";
import { type BatchOptions, sequenceBatches } from "./sequence-batches.js";

const ITEMS = 500;
const lists = [[7], [], [1, 2, 3], Array.from({ length: 41 }, (_, p) => 100 + p), [9, 8]];
const options: BatchOptions = {
  ...{ items: ITEMS, length: 16, width: 4, dropout: 0, temperature: 1, negatives: 8 },
  ...{ batchSize: 2, seed: 1 },
};

it("asks for every event but a customer's first once an epoch, each by the one before it", () => {
  const asked: string[] = [];
  for (const { inputs, rows } of sequenceBatches(historiesOf(lists, ITEMS), options)(0)) {
    expect(rows).toBeLessThanOrEqual(2);
    const { items, targets, segment } = inputs as Record<string, Int32Array | Float32Array>;
    for (const [place, from] of items!.entries()) {
      if (segment![place] === 0) expect([from, targets![place]]).toEqual([ITEMS, ITEMS]);
      else asked.push(`${from} ${targets![place]}`);
    }
  }
  const expected = lists.flatMap((list) => list.slice(1).map((item, p) => `${list[p]} ${item}`));
  expect(asked.toSorted()).toEqual(expected.toSorted());
});

it("is the same for the same epoch and seed, and another for another", () => {
  const batches = sequenceBatches(historiesOf(lists, ITEMS), options);
  const negatives = (epoch: number) => [...batches(epoch)].map(({ inputs }) => [...inputs["negatives"]!]);
  expect(negatives(3)).toEqual(negatives(3));
  expect(negatives(3)).not.toEqual(negatives(4));
});

it("draws only items there are, popular ones more often, and says how often each was to be expected", () => {
  const popular = Array.from({ length: 50 }, () => [1, 2, 1, 2]);
  const [batch] = sequenceBatches(historiesOf(popular, ITEMS), { ...options, negatives: 2000 })(0);
  const { negatives, correction } = batch!.inputs as Record<string, Int32Array | Float32Array>;
  const ones = negatives!.filter((item) => item === 1).length;
  expect(Math.min(...negatives!)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...negatives!)).toBeLessThan(ITEMS);
  expect(Math.exp(-correction![negatives!.indexOf(1)]!)).toBeCloseTo(2000 * (0.25 + 0.5 / ITEMS), 1);
  expect(Math.abs(ones - 502)).toBeLessThan(100);
});

it("foretells no more than 250,000 events an epoch, others in each", () => {
  const starts = Int32Array.from({ length: 20_001 }, (_, u) => 17 * u); // each foretells 16
  const item = Int32Array.from({ length: 17 * 20_000 }, (_, p) => p % ITEMS);
  const batches = sequenceBatches({ customers: 20_000, items: ITEMS, starts, item }, { ...options, batchSize: 8192 });
  const firsts = [0, 1].map((epoch) => {
    let foretold = 0;
    let first = 0;
    for (const { inputs, rows } of batches(epoch)) {
      if (foretold === 0) first = inputs["items"]![0]!;
      foretold += 16 * rows;
    }
    expect(foretold).toBe(250_000);
    return first;
  });
  expect(firsts[0]).not.toBe(firsts[1]);
});

it("takes every item once, and corrects nothing, where there are no more of them than negatives", () => {
  const [batch] = sequenceBatches(historiesOf(lists, ITEMS), { ...options, negatives: ITEMS })(0);
  const { negatives, correction } = batch!.inputs as Record<string, Int32Array | Float32Array>;
  expect(negatives).toEqual(Int32Array.from({ length: ITEMS }, (_, i) => i));
  expect(correction!.every((one) => one === 0)).toBe(true);
});
