import { parseArgs } from "node:util";
import { optimiserOf } from "#tensor/optimisers/optimiser.js";
import { Crew, defaultWorkers } from "#tensor/train/crew.js";
import { defaultMicroBatch } from "#tensor/train/fit.js";
import { trainingGraph } from "#tensor/train/training-graph.js";
import { benchModels } from "./tensor-models.js";
import { medianOf, timedSteps } from "./timed-steps.js";
import { type TorchSteps, torchSteps } from "./torch-steps.js";

/**
 * Whole training steps (forward, backward, Adam) at batch 128 against PyTorch, two threads each, its fastest layout: in turns of a few
 * steps, so that a busy machine is busy for both.
 *
 *     npm run bench -- tensor [--python python3] [--model cnn] [--rounds 12] [--micro 64] [--workers 2] [--json]
 */
const TARGETS: Readonly<Record<string, number>> = {
  cnn: 0.5,
  gru: 0.85,
  sasrec: 0.85,
  "deep-cnn": 1.1,
  residual: 1,
  encoder: 1,
};
const WARM_UP = 5;
const BATCH = 128;

interface Result {
  readonly name: string;
  readonly ours: number;
  readonly peer: number | null;
  readonly ratio: number | null;
  readonly unit: string;
  readonly target?: number;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      python: { type: "string" },
      model: { type: "string", multiple: true },
      rounds: { type: "string", default: "12" },
      micro: { type: "string" },
      workers: { type: "string" },
      budget: { type: "string", default: "15" },
      json: { type: "boolean", default: false },
    },
  });
  const workers = Number(values.workers ?? defaultWorkers());
  const micro = Number(values.micro ?? defaultMicroBatch(BATCH, workers));
  const { python, rounds, budget } = values;
  const cases: Result[] = [];
  let slowest = 0;
  for (const name of values.model ?? Object.keys(benchModels)) {
    const ours = await ourSteps(name, workers, micro);
    slowest = Math.max(slowest, ours.sessionMilliseconds);
    cases.push(
      await compared(name, ours, {
        rounds: Number(rounds),
        ...(python && {
          peer: await torchSteps(python, "tensor_torch.py", [name, "--budget", budget, "--threads", "2"]),
        }),
      }),
    );
  }
  cases.push({ name: "session creation", ours: slowest, peer: null, ratio: null, unit: "ms", target: 200 });
  if (values.json) process.stdout.write(`${JSON.stringify({ bench: "tensor", cases })}\n`);
}

type Ours = Awaited<ReturnType<typeof ourSteps>>;

async function compared(
  name: string,
  ours: Ours,
  { rounds, peer }: { rounds: number; peer?: TorchSteps },
): Promise<Result> {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    mine.push(...(await ours.steps()));
    if (peer) theirs.push(...(await peer.steps()));
  }
  await ours.close();
  peer?.close();
  const [median, target] = [medianOf(mine), TARGETS[name] ?? 1];
  if (!peer) {
    console.error(`${name}: ${median.toFixed(2)} ms a step (no --python: no peer)`);
    return { name, ours: median, peer: null, ratio: null, unit: "ms a step", target };
  }
  const peerMedian = medianOf(theirs);
  const ratio = median / peerMedian;
  console.error(
    `${name}: ${median.toFixed(2)} ms, PyTorch ${peerMedian.toFixed(2)} ms (${peer.variant}), ratio ${ratio.toFixed(2)}, aim ${target}`,
  );
  return { name, ours: median, peer: peerMedian, ratio, unit: "ms a step", target };
}

async function ourSteps(name: string, workers: number, microBatch: number) {
  const { network, loss, given, batches } = benchModels[name]!();
  const graph = trainingGraph(network, { loss, given, microBatch });
  const crew = new Crew({ graph, batchSize: BATCH, optimiser: optimiserOf({ name: "adam" }), workers, seed: 1 });
  const sessionMilliseconds = await crew.start();
  let next = 0;
  const queue = () => crew.step(batches[next++ % batches.length]!, 1e-3);
  for (let i = 0; i < WARM_UP; i += 1) await queue();
  return {
    sessionMilliseconds,
    close: () => crew.dismiss(),
    steps: () => timedSteps(queue),
  };
}
