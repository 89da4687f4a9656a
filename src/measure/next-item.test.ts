import { describe, expect, it } from "vitest";
import { add, clear, type SparseVector } from "#numeric/sparse-vector.js";
import { leaveOneOut, type Sequences } from "./leave-one-out.js";
import { measuredEvery, nextItemRanks, nextItemScores } from "./next-item.js";

/** Each customer takes three items in a row, going round. */
const round: Sequences = {
  customers: 4,
  items: 4,
  starts: Int32Array.of(0, 3, 6, 9, 11),
  item: Int32Array.of(0, 1, 2, 1, 2, 3, 2, 3, 0, 0, 1),
};
const { test } = leaveOneOut(round);
const heldOut = { from: test, to: round.starts.subarray(1), strangers: "measured" } as const;

function knowing(step: number) {
  return (history: Int32Array, scores: SparseVector) => {
    clear(scores);
    add(scores, (history.at(-1)! + step) % 4, 1);
  };
}

const quiet = { signal: new AbortController().signal, progress: () => undefined };

describe("measuring what comes next", () => {
  it("ranks every held-out item by what came before it", async () => {
    const right = await nextItemRanks(round, heldOut, { ...quiet, score: knowing(1) });
    expect([...right.full]).toEqual([0, 0, 0]);
    const wrong = await nextItemRanks(round, heldOut, { ...quiet, score: knowing(2) });
    expect([...wrong.full]).toEqual([1, 1, 1]); // of two items left the other was preferred
    expect([...wrong.sampled]).toEqual([1, 1, 1]);
  });

  it("hands the history over as it is and lets nobody change it", async () => {
    const frozen = round.item.slice();
    const seen: number[][] = [];
    await nextItemRanks(round, heldOut, {
      ...quiet,
      score(history, scores) {
        seen.push([...history]);
        clear(scores);
      },
    });
    expect(seen).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(round.item).toEqual(frozen);
  });

  it("counts an item that the customer took again as missed, because it is never shown", async () => {
    const again: Sequences = { customers: 1, items: 30, starts: Int32Array.of(0, 3), item: Int32Array.of(5, 6, 5) };
    const cuts = leaveOneOut(again);
    const part = { from: cuts.test, to: Int32Array.of(3), strangers: "measured" } as const;
    const ranks = await nextItemRanks(again, part, {
      ...quiet,
      score(_, scores) {
        clear(scores);
        add(scores, 5, 1);
      },
    });
    expect([...ranks.full]).toEqual([29]);
  });

  it("skips an answer that is held back, and a stranger where asked to", async () => {
    const all: Sequences = { customers: 2, items: 4, starts: Int32Array.of(0, 1, 3), item: Int32Array.of(1, 2, -1) };
    const score = (_: Int32Array, scores: SparseVector) => clear(scores);
    const part = { from: Int32Array.of(0, 2), to: Int32Array.of(1, 3) };
    expect((await nextItemRanks(all, { ...part, strangers: "measured" }, { ...quiet, score })).full).toHaveLength(1);
    expect((await nextItemRanks(all, { ...part, strangers: "skipped" }, { ...quiet, score })).full).toHaveLength(0);
  });

  it("puts every share beside the baseline's", async () => {
    const ranks = { full: Int32Array.of(0, 12), sampled: Int32Array.of(0, 2), customer: Int32Array.of(0, 1) };
    const baseline = { full: Int32Array.of(12, 12), sampled: Int32Array.of(50, 2), customer: Int32Array.of(0, 1) };
    expect(nextItemScores(ranks, baseline)).toMatchObject([
      { name: "HR@10", value: 0.5, unit: "share", baseline: 0 },
      { name: "NDCG@10", value: 0.5, unit: "share", baseline: 0 },
      { name: "sampled HR@10", value: 1, unit: "share", baseline: 0.5 },
      { name: "sampled NDCG@10", value: 0.75, unit: "share", baseline: 0.25 },
    ]);
    // two customers, one right and one wrong: drawn anew they are all right, half or all wrong
    expect(nextItemScores(ranks, baseline)[0]!.interval).toEqual([0, 1]);
    const none = { full: new Int32Array(0), sampled: new Int32Array(0), customer: new Int32Array(0) };
    expect(nextItemScores(none, none)).toEqual([]);
  });

  it("measures everyone in a small shop and every so-manieth customer in a big one", () => {
    expect(measuredEvery(round, heldOut)).toBe(1);
    const customers = 400_000;
    const big = { customers, items: 100_000, starts: new Int32Array(customers + 1), item: new Int32Array(0) };
    const from = new Int32Array(customers);
    const to = new Int32Array(customers).fill(1);
    expect(measuredEvery(big, { from, to, strangers: "measured" })).toBe(20);
  });

  it("stops when it is told to", async () => {
    const score = knowing(1);
    await expect(nextItemRanks(round, heldOut, { ...quiet, signal: AbortSignal.abort(), score })).rejects.toThrow(
      "aborted",
    );
  });
});
