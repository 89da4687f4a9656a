import { createHash } from "node:crypto";
import { type Trained, type FitOptions as TrainingOptions, fit as train } from "#tensor/train/fit.js";
import { holdOut, someOf } from "./held-out-events.js";
import type { FitOptions, HeldOutEvents, Histories } from "./recommender.js";
import { sequenceBatches } from "./sequence-batches.js";
import { modelsOf, sequenceJudge } from "./sequence-judge.js";
import { CORRECTION, type LossKind, sequenceLoss } from "./sequence-loss.js";
import { type Encoder, type SequenceSettings, trainingNetwork } from "./sequence-network.js";
import { type WeightsBefore, weightsBefore } from "./weights-before.js";

/** How a sequence model is trained. */
export interface SequenceTraining extends Omit<SequenceSettings, "items" | "length"> {
  readonly loss: LossKind;
  /** Rows of a step. */
  readonly batchSize: number;
  readonly rate: number;
  readonly epochs: number;
  /** Epochs that the mean of the weights reaches over, about: it is what is judged and kept. */
  readonly averageOver: number;
  /** Epochs without a better NDCG@10 after which it ends. */
  readonly patience: number;
  /** Seconds after which it ends, where the caller says nothing. */
  readonly seconds: number;
}

export interface FittedSequences {
  readonly settings: SequenceSettings;
  readonly reader: Uint8Array;
  readonly ranker: Uint8Array;
}

/** Trains until the held-out events are foretold no better, or time is over; keeps the best weights. */
export async function fitSequences(
  encoder: Encoder,
  histories: Histories,
  { training, options }: { readonly training: SequenceTraining; readonly options: FitOptions },
): Promise<FittedSequences> {
  const { learnFrom, heldOut } = options.heldOut
    ? { learnFrom: histories, heldOut: someOf(options.heldOut) }
    : holdOut(histories);
  const { items } = histories;
  const negatives = training.loss === "full softmax" ? items : Math.min(training.negatives, items);
  const { batchSize, rate, epochs, patience, averageOver, width } = training;
  const { seed, signal, checkpoints } = options;
  const before = options.before ? weightsBefore(options.before, { items, width, seed }) : null;
  const settings = { ...training, negatives, items, length: before?.length ?? rowLength(histories, encoder) };
  const seconds = options.seconds ?? training.seconds;
  const judge = sequenceJudge(encoder, settings, heldOut);
  const path = `${checkpoints}/${encoder.name}-${fingerprint({ learnFrom, heldOut, settings, seed, before })}.safetensors`;
  let share = 0;
  try {
    const first = before && { weights: before.weights, gain: await judge.gain(before.weights) };
    const trained = await train(trainingNetwork(encoder, settings), {
      loss: sequenceLoss(training.loss, settings),
      given: { [CORRECTION]: { shape: [negatives], isShared: true } },
      batches: sequenceBatches(learnFrom, { ...settings, batchSize, seed }),
      ...{ batchSize, rate, epochs, patience, averageFrom: 0, averageOver, seed, seconds, signal },
      ...(before && { weights: before.weights }),
      optimiser: { name: "adam" },
      better: "higher",
      validate: (weights) => judge.gain(weights),
      ...(checkpoints !== undefined && { checkpoint: { path, everySeconds: KEPT_EVERY_SECONDS } }),
      progress(reached) {
        share = Math.max(share, Math.min(0.999, Math.max(reached.epoch / epochs, reached.seconds / seconds)));
        options.progress(share);
      },
    } satisfies TrainingOptions);
    options.progress(1);
    const { weights } = first && first.gain >= bestOf(trained) ? first : trained;
    return { settings, ...modelsOf(encoder, settings, weights) };
  } finally {
    await judge.close();
  }
}

const bestOf = ({ epochs }: Trained): number => Math.max(...epochs.map(({ score = 0 }) => score));

/** A checkpoint takes a few hundredths of a second, and a killed training no more than this of what it had learned. */
const KEPT_EVERY_SECONDS = 10;

interface Told {
  readonly learnFrom: Histories;
  readonly heldOut: HeldOutEvents;
  readonly settings: SequenceSettings;
  readonly seed: number;
  readonly before: WeightsBefore | null;
}

/** The same for the same training: what a checkpoint is known by. */
function fingerprint({ learnFrom, heldOut, settings, seed, before }: Told): string {
  const hash = createHash("sha256").update(JSON.stringify({ seed, settings, customers: learnFrom.customers }));
  const start = before ? [...before.weights.values()] : [];
  for (const numbers of [learnFrom.starts, learnFrom.item, heldOut.next, ...start]) {
    hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }
  return hash.digest("hex").slice(0, 16);
}

const SHORTEST_ROW = 16;
const LONGEST_ROW = 50;

/** Rows that hold as many histories whole as the encoder wants. Longer ones are cut into several. */
function rowLength({ customers, starts }: Histories, { whole }: Encoder): number {
  const lengths = Int32Array.from({ length: customers }, (_, u) => starts[u + 1]! - starts[u]! - 1).sort();
  const usual = lengths[Math.floor(whole * customers)] ?? 0;
  return Math.min(LONGEST_ROW, Math.max(SHORTEST_ROW, usual));
}
