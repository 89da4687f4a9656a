import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add } from "#numeric/sparse-vector.js";
import type { Affinity } from "./affinity.js";
import { buildAffinity } from "./build-affinity.js";
import { cosineAffinity } from "./cosine.js";
import { historiesOf } from "./histories-of.js";
import type { FitOptions } from "./recommender.js";
import { transitionAffinity } from "./transition.js";

const ITEMS = 7;
const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const lists = fc.array(fc.array(fc.nat(ITEMS - 1), { maxLength: 15 }), { maxLength: 10 });

function dense({ items, starts, neighbour, weight }: Affinity): number[][] {
  const rows = Array.from({ length: items }, () => new Array<number>(items).fill(0));
  for (let i = 0; i < items; i++) {
    for (let c = starts[i]!; c < starts[i + 1]!; c++) rows[i]![neighbour[c]!] = weight[c]!;
  }
  return rows;
}

function expectClose(found: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  for (const [i, row] of expected.entries()) {
    for (const [j, weight] of row.entries()) expect(found[i]![j]!).toBeCloseTo(weight, 6);
  }
}

const customersWith = (of: readonly (readonly number[])[], i: number) => of.filter((list) => list.includes(i)).length;
const grid = (cell: (i: number, j: number) => number) =>
  Array.from({ length: ITEMS }, (_, i) => Array.from({ length: ITEMS }, (_, j) => (i === j ? 0 : cell(i, j))));

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** How far after `i` each `j` of the list stands, up to five. */
function distances(list: readonly number[], i: number, j: number): number[] {
  return list.flatMap((first, p) =>
    first === i ? [1, 2, 3, 4, 5].filter((distance) => list[p + distance] === j) : [],
  );
}

describe("cosine affinity", () => {
  it("equals the slow obvious version", async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (of) => {
        const slow = grid((i, j) => {
          const both = of.filter((list) => list.includes(i) && list.includes(j)).length;
          return both && both / Math.sqrt(customersWith(of, i) * customersWith(of, j));
        });
        expectClose(dense(await cosineAffinity(historiesOf(of, ITEMS), options)), slow);
      }),
    );
  });

  it("does not depend on the order of anyone's items", async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (of) => {
        const turned = of.map((list) => list.toReversed());
        const found = dense(await cosineAffinity(historiesOf(turned, ITEMS), options));
        expectClose(found, dense(await cosineAffinity(historiesOf(of, ITEMS), options)));
      }),
    );
  });
});

describe("transition affinity", () => {
  it("equals the slow obvious version", async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (of) => {
        const follows = (i: number, j: number) => sum(of.map((list) => sum(distances(list, i, j).map((d) => 1 / d))));
        const slow = grid((i, j) => {
          const sumOfInverses = follows(i, j);
          return sumOfInverses && sumOfInverses / Math.sqrt(customersWith(of, i) * customersWith(of, j));
        });
        expectClose(dense(await transitionAffinity(historiesOf(of, ITEMS), options)), slow);
      }),
    );
  });

  it("knows what follows from what is followed", async () => {
    const found = dense(await transitionAffinity(historiesOf([[0, 1]], ITEMS), options));
    expect([found[0]![1], found[1]![0]]).toEqual([1, 0]);
  });
});

describe("an affinity with too many cells", () => {
  const weights = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: ITEMS, maxLength: ITEMS }), {
    minLength: ITEMS,
    maxLength: ITEMS,
  });

  it("keeps the strongest of every row, as many as all rows may have together, and all where they fit", async () => {
    await fc.assert(
      fc.asyncProperty(weights, fc.integer({ min: 1, max: ITEMS * ITEMS }), async (weight, maxCells) => {
        const found = await buildAffinity({
          ...options,
          items: ITEMS,
          fillRow(i, row) {
            for (const [j, amount] of weight[i]!.entries()) if (amount > 0) add(row, j, amount);
          },
          weigh: (sum) => sum,
          maxCells,
        });
        const whole = weight.map((row, i) => row.filter((amount, j) => amount > 0 && j !== i).sort((a, b) => b - a));
        const cells = whole.reduce((total, row) => total + row.length, 0);
        const most = cells <= maxCells ? ITEMS : Math.max(1, Math.floor(maxCells / ITEMS));
        const kept = dense(found).map((row) => row.filter((amount) => amount > 0).sort((a, b) => b - a));
        expect(kept).toEqual(whole.map((row) => row.slice(0, most)));
        for (const [i, row] of dense(found).entries()) {
          for (const [j, amount] of row.entries()) if (amount > 0) expect(amount).toBe(weight[i]![j]);
        }
      }),
    );
  });
});
