import { loadavg } from "node:os";

import { mulberry32 } from "#numeric/mulberry32.js";
import { createArena } from "#tensor/kernels/shared-arena.js";
import { startThread } from "#tensor/start-thread.js";
import { signal, ways } from "./optimiser-worker.js";

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
