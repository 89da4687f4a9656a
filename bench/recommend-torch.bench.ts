import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { selfAttention } from "#models/recommend/self-attention.js";
import { sequenceBatches } from "#models/recommend/sequence-batches.js";
import { CORRECTION, sequenceLoss } from "#models/recommend/sequence-loss.js";
import { trainingNetwork } from "#models/recommend/sequence-network.js";
import { tableOf } from "#table/table.js";
import { interactionsOf } from "#tasks/recommend/interactions.js";
import { planOf } from "#tasks/recommend/plan.js";
import { optimiserOf } from "#tensor/optimisers/optimiser.js";
import type { Batch } from "#tensor/train/batch.js";
import { Crew, defaultWorkers } from "#tensor/train/crew.js";
import { defaultMicroBatch } from "#tensor/train/fit.js";
import { trainingGraph } from "#tensor/train/training-graph.js";
import { medianOf, timedSteps } from "./timed-steps.js";
import { torchSteps } from "./torch-steps.js";

const file = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/beauty/events.csv.gz`;
const BATCH = 32;
const SETTINGS = { width: 64, length: 29, negatives: 512, temperature: 0.1, dropout: 0.4 };

/**
 * The steps in which `sasrec` learns Amazon Beauty, against the same model, loss, optimiser and batches in PyTorch, in turns:
 * `npm run bench -- recommend-torch --python python3 [--threads 2] [--rounds 12] [--budget 20]`. On a machine with other work two
 * threads wait for each other at every operation: one thread each is the fairer comparison there.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      python: { type: "string", default: "python3" },
      rounds: { type: "string", default: "12" },
      budget: { type: "string", default: "20" },
      threads: { type: "string", default: String(defaultWorkers()) },
    },
  });
  if (!existsSync(file)) return console.error(`skipped: ${file} is not there`);
  const { items, batches } = beauty();
  const folder = mkdtempSync(join(tmpdir(), "shoplens-torch-"));
  try {
    const path = join(folder, "batches");
    writeBatches(path, items, batches);
    const peer = await torchSteps(values.python, "recommend_torch.py", [
      path,
      ...["--budget", values.budget, "--threads", values.threads],
    ]);
    const ours = await ourSteps(items, batches, Number(values.threads));
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < Number(values.rounds); round++) {
      mine.push(...(await ours.steps()));
      theirs.push(...(await peer.steps()));
    }
    await ours.close();
    peer.close();
    const fastest = (times: readonly number[]) => Math.min(...times);
    console.error(`sasrec on Beauty, ${values.threads} threads; PyTorch: ${peer.variant}`);
    for (const [name, of] of Object.entries({ median: medianOf, fastest })) {
      const [a, b] = [of(mine), of(theirs)];
      const epoch = (milliseconds: number) => ((milliseconds * batches.length) / 1000).toFixed(2);
      console.error(
        `  ${name}: ${a.toFixed(1)} ms a step, PyTorch ${b.toFixed(1)} ms, ratio ${(a / b).toFixed(2)}; an epoch of ${batches.length} steps ${epoch(a)} s and ${epoch(b)} s`,
      );
    }
    console.error(`  of ${mine.length} and ${theirs.length} steps`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The batches of the first epoch. */
function beauty(): { items: number; batches: readonly Batch[] } {
  const rows = gunzipSync(readFileSync(file)).toString().trim().split("\n").slice(1);
  const cells = rows.map((row) => row.split(","));
  const table = tableOf({ customer_id: cells.map(([id]) => id!), item_id: cells.map(([, id]) => id!) });
  const { learnFrom } = planOf(interactionsOf(table)).validation;
  const { items } = learnFrom;
  const options = { ...SETTINGS, items, batchSize: BATCH, seed: 1 };
  return { items, batches: [...sequenceBatches(learnFrom, options)(0)] };
}

function writeBatches(path: string, items: number, batches: readonly Batch[]): void {
  const header = JSON.stringify({ items, ...SETTINGS, batches: batches.map(({ rows }) => rows) });
  const order = ["items", "targets", "segment", "negatives", CORRECTION];
  const bytes = batches.flatMap(({ inputs }) =>
    order.map((name) => {
      const { buffer, byteOffset, byteLength } = inputs[name]!;
      return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    }),
  );
  writeFileSync(path, Buffer.concat([Buffer.from(`${header}\n`), ...bytes]));
}

async function ourSteps(items: number, batches: readonly Batch[], workers: number) {
  const settings = { ...SETTINGS, items };
  const graph = trainingGraph(trainingNetwork(selfAttention, settings), {
    loss: sequenceLoss("sampled softmax", settings),
    given: { [CORRECTION]: { shape: [SETTINGS.negatives], isShared: true } },
    microBatch: defaultMicroBatch(BATCH, workers),
  });
  const crew = new Crew({ graph, batchSize: BATCH, optimiser: optimiserOf({ name: "adam" }), workers, seed: 1 });
  await crew.start();
  let next = 0;
  const queue = () => crew.step(batches[next++ % batches.length]!, 5e-3);
  for (let warmUp = 0; warmUp < 5; warmUp++) await queue();
  return {
    close: () => crew.dismiss(),
    steps: () => timedSteps(queue),
  };
}
