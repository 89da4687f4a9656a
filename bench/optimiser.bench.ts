import { loadavg } from "node:os";

import { mulberry32 } from "#numeric/mulberry32.js";
import { adamStep } from "#tensor/kernels/adam-step.js";
import { add } from "#tensor/kernels/add.js";
import { copy } from "#tensor/kernels/copy.js";
import type { Kernels } from "#tensor/kernels/kernel.js";
import { kernelsOn } from "#tensor/kernels/kernels-on.js";
import { plainKernels } from "#tensor/kernels/plain-kernels.js";
import { createArena } from "#tensor/kernels/shared-arena.js";
import { startThread } from "#tensor/start-thread.js";
import { adamScalars, signal, ways } from "./optimiser-worker.js";

/**
 * A step of Adam, shared by one and by two worker threads: the kernels in WebAssembly against loops in TypeScript, in turns, the
 * fastest of many rounds. `npm run bench -- optimiser`
 */
const ROUNDS = 40;

export async function run(): Promise<void> {
  console.error(`ms a step, fastest of ${ROUNDS}; load ${loadavg()[0]!.toFixed(1)}`);
  for (const count of [100_000, 1_000_000, 4_000_000]) {
    for (const threads of [1, 2]) {
      const fastest = await fastestSteps(count, threads);
      const figures = ways.map(
        (way, i) => `${way} ${fastest[i]!.toFixed(3)} (${(fastest[i]! / fastest[0]!).toFixed(1)}×)`,
      );
      console.error(`${count.toLocaleString("en")} parameters, ${threads} threads:  ${figures.join("  ")}`);
    }
  }
  for (const [what, simd, plain] of rowTimes()) {
    console.error(
      `${what}, 1 thread:  simd ${simd.toFixed(3)}  plain ${plain.toFixed(3)} (${(plain / simd).toFixed(1)}×)`,
    );
  }
}

/** What a batch of SASRec does with its table: 3 × 128 × 50 rows of 64 read, their gradients added up, the distinct rows stepped. */
function rowTimes(): [what: string, simd: number, plain: number][] {
  const [items, width, count] = [12_102, 64, 19_200];
  const [table, batch] = [items * width, count * width];
  const tables = { parameters: table, first: table, second: table };
  const arena = createArena({
    ...tables,
    originals: table,
    copies: batch,
    gradients: batch,
    rows: count,
    distinct: count,
  });
  const { float32, int32 } = arena;
  const random = mulberry32(1);
  for (let i = 0; i < count; i += 1) int32.rows[i] = Math.floor(random() * items);
  for (let i = 0; i < batch; i += 1) float32.gradients[i] = random() - 0.5;
  const distinct = [...new Set(int32.rows)];
  int32.distinct.set(distinct);
  const sums = { total: float32.originals, terms: float32.gradients };
  const all = { width, rows: int32.rows, count, scalars: {} };
  const touched = { width, rows: int32.distinct, count: distinct.length, scalars: adamScalars };
  const works: [string, (kernels: Kernels) => void][] = [
    [`${count} rows gathered`, (kernels) => kernels.overRows(copy, float32, all)],
    [`${count} rows added up`, (kernels) => kernels.overRows(add, sums, all)],
    [`${distinct.length} rows stepped`, (kernels) => kernels.overRows(adamStep, float32, touched)],
  ];
  const simd = kernelsOn(arena);
  return works.map(([what, work]) => [what, fastestOf(() => work(simd)), fastestOf(() => work(plainKernels))]);
}

function fastestOf(work: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...times);
}

async function fastestSteps(count: number, threads: number): Promise<number[]> {
  const arena = createArena({ parameters: count, gradients: count, first: count, second: count, signals: 3 });
  const random = mulberry32(1);
  for (const name of ["parameters", "gradients"] as const) {
    for (let i = 0; i < count; i += 1) arena.float32[name][i] = random() - 0.5;
  }
  const workers = Array.from({ length: threads }, (_, i) => {
    const span = { from: Math.floor((count * i) / threads), to: Math.floor((count * (i + 1)) / threads) };
    const workerData = { bench: "optimiser", posted: arena.posted, span };
    return startThread(new URL("./optimiser-worker", import.meta.url), workerData);
  });
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))));
  const fastest = ways.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS * ways.length; round += 1) {
    const way = round % ways.length;
    const started = performance.now();
    begin(arena.int32.signals, way, threads);
    if (round > 5 * ways.length) fastest[way] = Math.min(fastest[way]!, performance.now() - started);
  }
  begin(arena.int32.signals, -1, 0);
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("exit", resolve))));
  return fastest;
}

/** Begins a round and waits until all workers are done with it. */
function begin(signals: Int32Array, way: number, threads: number): void {
  Atomics.store(signals, signal.done, 0);
  Atomics.store(signals, signal.way, way);
  Atomics.add(signals, signal.round, 1);
  Atomics.notify(signals, signal.round);
  for (let done = 0; done < threads; done = Atomics.load(signals, signal.done)) {
    Atomics.wait(signals, signal.done, done);
  }
}
