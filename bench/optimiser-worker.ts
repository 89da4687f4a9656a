import { parentPort, workerData } from "node:worker_threads";
import { adamStep } from "#tensor/kernels/adam-step.js";
import type { Span } from "#tensor/kernels/kernel.js";
import { kernelsOn } from "#tensor/kernels/kernels-on.js";
import { plainKernels } from "#tensor/kernels/plain-kernels.js";
import { openArena, type PostedArena } from "#tensor/kernels/shared-arena.js";

export type StepArena = PostedArena<"parameters" | "gradients" | "first" | "second" | "signals">;

/** The ways compared, by their number among the signals. */
export const ways = ["simd kernels", "plain loop", "plain kernels"] as const;

/** Places among the signals: rounds begun, the way of the round, and workers that are done with it. */
export const signal = { round: 0, way: 1, done: 2 } as const;

export const adamScalars = {
  ...{ scale: 1, decay: 0, shrink: 1, firstShare: 0.1, secondKept: 0.999, secondShare: 0.001 },
  ...{ size: 1e-3, correction: 1.2, epsilon: 1e-8 },
};

/** Adam as one writes it down, in float64 between the arrays. */
function plainLoop(
  arrays: Record<"parameters" | "gradients" | "first" | "second", Float32Array>,
  { from, to }: Span,
): void {
  const { parameters, gradients, first, second } = arrays;
  const { firstShare, secondKept, secondShare, size, correction, epsilon } = adamScalars;
  for (let i = from; i < to; i += 1) {
    const g = gradients[i]!;
    const m = first[i]! + firstShare * (g - first[i]!);
    const v = secondKept * second[i]! + secondShare * g * g;
    first[i] = m;
    second[i] = v;
    parameters[i]! -= (size * m) / (correction * Math.sqrt(v) + epsilon);
  }
}

if (workerData?.bench === "optimiser") {
  const { posted, span } = workerData as { posted: StepArena; span: Span };
  const arena = openArena(posted);
  const { signals } = arena.int32;
  const kernels = kernelsOn(arena);
  const steps = [
    () => kernels.overSpan(adamStep, arena.float32, { ...span, scalars: adamScalars }),
    () => plainLoop(arena.float32, span),
    () => plainKernels.overSpan(adamStep, arena.float32, { ...span, scalars: adamScalars }),
  ];
  parentPort?.postMessage("ready");
  for (let round = 0; ; round += 1) {
    Atomics.wait(signals, signal.round, round);
    const way = Atomics.load(signals, signal.way);
    if (way < 0) break;
    steps[way]!();
    Atomics.add(signals, signal.done, 1);
    Atomics.notify(signals, signal.done);
  }
}
