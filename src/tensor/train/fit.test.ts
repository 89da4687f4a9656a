import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { dense } from "../layers/dense.js";
import { dropout } from "../layers/dropout.js";
import { embedding } from "../layers/embedding.js";
import { sequential } from "../layers/sequential.js";
import { crossEntropy } from "../losses/cross-entropy.js";
import { squaredError } from "../losses/pointwise.js";
import { type Network, networkOf } from "../network.js";
import { reshape } from "../ops/movement.js";
import { reduceMean } from "../ops/reduce.js";
import type { Batch } from "./batch.js";
import { Diverged } from "./crew.js";
import type { FitOptions } from "./fit.js";
import * as training from "./fit.js";
import type { Weights } from "./weights-of.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-fit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** y = the sum of three numbers, by a small network with dropout. */
const network = networkOf(sequential([dense(8, { activation: "relu" }), dropout(0.1), dense(1)]), { shape: [3] });

function* batches(epoch: number): Generator<Batch> {
  const random = mulberry32(epoch + 1);
  for (let i = 0; i < 10; i += 1) {
    const rows = i === 9 ? 7 : 32; // the last one is not full
    const x = Float32Array.from({ length: rows * 3 }, () => normalRandom(random));
    const sum = Float32Array.from({ length: rows }, (_, row) => x[3 * row]! + x[3 * row + 1]! + x[3 * row + 2]!);
    yield { rows, inputs: { x, sum } };
  }
}

const options: FitOptions = {
  loss: ({ y }, { sum }) => squaredError(reshape(y!, [-1]), sum!),
  given: { sum: { shape: [] } },
  batches,
  batchSize: 32,
  epochs: 4,
  rate: 0.01,
  microBatch: 8,
};

const numbersOf = (weights: Weights): number[] => [...weights.values()].flatMap((one) => [...one]);

function expectClose(found: Weights, expected: Weights, relative: number): void {
  const all = numbersOf(expected);
  for (const [i, number] of numbersOf(found).entries()) {
    expect(Math.abs(number - all[i]!)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(all[i]!)));
  }
}

describe("fit", () => {
  it("learns what there is to learn", async () => {
    const { epochs } = await training.fit(network, { ...options, epochs: 8 });
    expect(epochs[7]!.loss).toBeLessThan(0.25 * epochs[0]!.loss);
  });

  it("gives the same weights again, and nearly the same from any number of workers", async () => {
    const [one, again, three] = [
      await training.fit(network, { ...options, workers: 2 }),
      await training.fit(network, { ...options, workers: 2 }),
      await training.fit(network, { ...options, workers: 3 }),
    ];
    expect(numbersOf(again.weights)).toEqual(numbersOf(one.weights));
    expectClose(three.weights, one.weights, 1e-5);
    expectClose((await training.fit(network, { ...options, workers: 1 })).weights, one.weights, 1e-5);
  });

  it("goes on from where it was stopped to the same weights, bit for bit", async () => {
    const path = join(folder, "stopped.safetensors");
    const whole = await training.fit(network, { ...options, clipNorm: 1, averageFrom: 2 });
    const controller = new AbortController();
    const stopAt = (step: number) => (progress: { step: number }) => progress.step === step && controller.abort();
    const checkpoint = { path, everySteps: 3 };
    const kept = { ...options, clipNorm: 1, averageFrom: 2, checkpoint };
    await expect(training.fit(network, { ...kept, signal: controller.signal, progress: stopAt(27) })).rejects.toThrow();
    expect(existsSync(path)).toBe(true);
    const { weights, epochs } = await training.fit(network, kept);
    expect(numbersOf(weights)).toEqual(numbersOf(whole.weights));
    expect(epochs.map(({ loss }) => loss)).toEqual(whole.epochs.map(({ loss }) => loss));
  });

  it("keeps the weights of the best epoch and stops when none gets better", async () => {
    const scores = [3, 1, 2, 2, 0];
    const { bestEpoch, epochs, weights } = await training.fit(network, {
      ...options,
      epochs: 5,
      validate: (_, epoch) => scores[epoch]!,
      patience: 2,
    });
    expect([bestEpoch, epochs.length]).toEqual([1, 4]);
    expect(numbersOf(weights)).toEqual(numbersOf((await training.fit(network, { ...options, epochs: 2 })).weights));
  });

  it("ends when its time is over, keeps what it has, and has no more time when it is asked again", async () => {
    const path = join(folder, "late.safetensors");
    const late = { ...options, epochs: 10_000, seconds: 0.3, checkpoint: { path, everySeconds: 1000 } };
    const { epochs, weights } = await training.fit(network, late);
    expect(epochs.length).toBeGreaterThan(0);
    expect(epochs.length).toBeLessThan(10_000);
    expect(epochs.every(({ seconds }) => seconds > 0)).toBe(true);
    const again = await training.fit(network, { ...late, seconds: 0.001 });
    expect(numbersOf(again.weights)).toEqual(numbersOf(weights));
  });

  it("averages the newest epochs alone, where it is told over how many", async () => {
    const seen: Weights[] = [];
    const validate = (weights: Weights) => {
      seen.push(new Map(Array.from(weights, ([name, one]) => [name, one.slice()])));
      return seen.length;
    };
    await training.fit(network, { ...options, epochs: 3, validate });
    const { weights } = await training.fit(network, { ...options, epochs: 3, averageFrom: 0, averageOver: 2 });
    const [first, second, third] = seen.map(numbersOf);
    for (const [i, number] of numbersOf(weights).entries())
      expect(number).toBeCloseTo(first![i]! / 4 + second![i]! / 4 + third![i]! / 2, 5);
  });

  it("updates only the rows of a table that were looked up", async () => {
    const words: Network = {
      inputs: { words: { shape: [4], type: "int64" } },
      call: ({ words }, scope) => ({
        y: dense(2).call(reduceMean(embedding(100, 6, { sparse: true }).call(words!, scope), [0]), scope),
      }),
    };
    const seen = { rows: 2, inputs: { words: Int32Array.of(1, 2, 2, 3, 4, 4, 5, 99), label: Int32Array.of(0, 1) } };
    const lookups = {
      loss: ({ y }, { label }) => crossEntropy(y!, label!),
      given: { label: { shape: [], type: "int64" } },
      batches: () => [seen],
      batchSize: 16,
      epochs: 1,
      clipNorm: 10,
    } satisfies FitOptions;
    const first = await training.fit(words, { ...lookups, rate: 0 });
    const after = await training.fit(words, lookups);
    const [before, table] = [first.weights.get("table")!, after.weights.get("table")!];
    const changed = Array.from({ length: 100 }, (_, row) => row).filter((row) =>
      before.subarray(row * 6, row * 6 + 6).some((one, i) => one !== table[row * 6 + i]),
    );
    expect(changed).toEqual([1, 2, 3, 4, 5, 99]);
    expectClose((await training.fit(words, { ...lookups, workers: 1 })).weights, after.weights, 1e-6);
  });

  it("stops before a step whose loss is no number, and says which", async () => {
    const broken = (epoch: number) =>
      [...batches(epoch)].map((batch, i) =>
        i === 3 ? { ...batch, inputs: { ...batch.inputs, x: batch.inputs["x"]!.map(() => Number.NaN) } } : batch,
      );
    const failure = await training
      .fit(network, { ...options, batches: broken as FitOptions["batches"] })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Diverged);
    expect((failure as Diverged).step).toBe(4);
    expect((failure as Diverged).message).toContain("the loss of step 4 (batch 4 of epoch 1) is NaN");
  });

  it.each<[string, Batch, string]>([
    ["too many rows", { rows: 33, inputs: {} }, "a batch: got 33 rows, expected 1 to 32"],
    [
      "no numbers",
      { rows: 2, inputs: { x: new Float32Array(6) } },
      "the input sum: got nothing, expected Float32Array of 2 (2 rows)",
    ],
    [
      "too few numbers",
      { rows: 2, inputs: { x: new Float32Array(5), sum: new Float32Array(2) } },
      "the input x: got Float32Array of 5, expected Float32Array of 6 (2 rows)",
    ],
  ])("refuses a batch of %s", async (_, batch, message) => {
    await expect(training.fit(network, { ...options, batches: () => [batch] })).rejects.toThrow(message);
  });

  it("never holds up the thread that asked for it", async () => {
    const wide = networkOf(
      sequential([dense(512, { activation: "relu" }), dense(512, { activation: "relu" }), dense(1)]),
      { shape: [3] },
    );
    let longest = Number.POSITIVE_INFINITY;
    // a machine that is busy with others holds everybody up: the quietest of a few tries tells
    for (let attempt = 0; attempt < 8 && longest >= 20; attempt += 1)
      longest = Math.min(longest, await longestHold(wide));
    expect(longest).toBeLessThan(20);
  });
});

/** Milliseconds for which nothing else ran on this thread, at most, from the first step of a training to its last. */
async function longestHold(network: Network): Promise<number> {
  const ticks: number[] = [];
  const clock = setInterval(() => ticks.push(performance.now()), 1);
  let [first, last] = [0, 0];
  const progress = () => {
    last = performance.now();
    first ||= last;
  };
  await training.fit(network, { ...options, progress });
  clearInterval(clock);
  const during = ticks.filter((tick) => tick >= first && tick <= last);
  return Math.max(...during.map((tick, i) => tick - (during[i - 1] ?? first)));
}
