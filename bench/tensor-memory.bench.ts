import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { optimiserOf } from "#tensor/optimisers/optimiser.js";
import { Crew, defaultWorkers } from "#tensor/train/crew.js";
import { defaultMicroBatch } from "#tensor/train/fit.js";
import { trainingGraph } from "#tensor/train/training-graph.js";
import { memoryModels } from "./tensor-models.js";

const BOUND_MEBIBYTES = 600;
const BATCH = 128;
const STEPS = 60;
const here = fileURLToPath(import.meta.url);

/** Peak memory of a process that trains SASRec at batch 128, each in a process of its own: `npm run bench -- tensor-memory`. */
export async function run(): Promise<void> {
  for (const name of Object.keys(memoryModels)) {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--conditions=development", "--import", "tsx", here, name],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    console.error(`${name}: peak ${stdout.trim()} MiB, bound ${BOUND_MEBIBYTES}`);
    if (Number(stdout) >= BOUND_MEBIBYTES) process.exitCode = 1;
  }
}

async function train(name: string): Promise<void> {
  const { network, loss, given, batches } = memoryModels[name]!();
  const workers = defaultWorkers();
  const graph = trainingGraph(network, { loss, given, microBatch: defaultMicroBatch(BATCH, workers) });
  const crew = new Crew({ graph, batchSize: BATCH, optimiser: optimiserOf({ name: "adam" }), workers, seed: 1 });
  await crew.start();
  for (let step = 0; step < STEPS; step += 1) await crew.step(batches[step % batches.length]!, 1e-3);
  await crew.dismiss();
  process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
}

if (process.argv[1] === here) await train(process.argv[2] ?? "");
