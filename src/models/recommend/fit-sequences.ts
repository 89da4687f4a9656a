import { inferenceModel } from "#tensor/inference-graph.js";
import { remoteSession } from "#tensor/remote-session.js";
import { type FitOptions as TrainingOptions, fit as train } from "#tensor/train/fit.js";
import type { Weights } from "#tensor/train/weights-of.js";
import { holdOut, someOf } from "./held-out-events.js";
import { nextChances } from "./next-chances.js";
import { nextGain } from "./next-gain.js";
import type { FitOptions, HeldOutEvents, Histories } from "./recommender.js";
import { sequenceBatches } from "./sequence-batches.js";
import { CORRECTION, type LossKind, sequenceLoss } from "./sequence-loss.js";
import {
  type Encoder,
  rankingNetwork,
  readingNetwork,
  type SequenceSettings,
  TABLE,
  trainingNetwork,
  unitColumns,
} from "./sequence-network.js";

/** How a sequence model is trained; what is absent is `defaultTraining`. */
export interface SequenceTraining extends Omit<SequenceSettings, "items" | "length"> {
  readonly loss: LossKind;
  /** Rows of a step. */
  readonly batchSize: number;
  readonly rate: number;
  readonly epochs: number;
  /** Epochs without a better NDCG@10 after which it ends. */
  readonly patience: number;
  /** Seconds after which it ends, where the caller says nothing. */
  readonly seconds: number;
}

export interface FittedSequences {
  readonly settings: SequenceSettings;
  readonly reader: Uint8Array;
  readonly ranker: Uint8Array;
  /** NDCG@10 of the held-out events, of the weights that are kept. */
  readonly gain: number;
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
  const settings: SequenceSettings = { ...training, items, length: rowLength(histories, encoder.rows) };
  const { batchSize, rate, epochs, patience } = training;
  const judge = await openJudge(encoder, settings, heldOut);
  const clock = stopwatch(options, training);
  let best: { weights: Weights; gain: number } | null = null;
  try {
    await train(trainingNetwork(encoder, settings), {
      loss: sequenceLoss(training.loss, settings),
      given: { [CORRECTION]: { shape: [settings.negatives], isShared: true } },
      batches: sequenceBatches(learnFrom, { ...settings, rows: encoder.rows, batchSize, seed: options.seed }),
      ...{ batchSize, rate, epochs, patience, seed: options.seed },
      optimiser: { name: "adam" },
      better: "higher",
      async validate(weights) {
        const gain = await judge.gain(weights);
        if (!best || gain > best.gain) best = { weights, gain };
        return gain;
      },
      progress: ({ epoch }) => clock.tell(epoch / epochs, best !== null),
      signal: clock.signal,
    } satisfies TrainingOptions);
  } catch (error) {
    if (!(best && clock.isOver)) throw error;
  } finally {
    await judge.close();
  }
  options.progress(1);
  const { weights, gain } = best as unknown as { weights: Weights; gain: number };
  return { settings, ...modelsOf(encoder, settings, weights), gain };
}

function modelsOf(encoder: Encoder, settings: SequenceSettings, weights: Weights) {
  const columns = unitColumns(weights.get(TABLE)!, settings);
  return {
    reader: inferenceModel(readingNetwork(encoder, settings), { weights }),
    ranker: inferenceModel(rankingNetwork(settings), { weights: new Map([["items", columns]]) }),
  };
}

/** Says how good weights are, in threads of its own. */
async function openJudge(encoder: Encoder, settings: SequenceSettings, heldOut: HeldOutEvents) {
  let sessions: { reader: Remote; ranker: Remote } | null = null;
  return {
    async gain(weights: Weights): Promise<number> {
      const models = modelsOf(encoder, settings, weights);
      if (sessions) await Promise.all([sessions.reader.load(models.reader), sessions.ranker.load(models.ranker)]);
      else sessions = { reader: await remoteSession(models.reader), ranker: await remoteSession(models.ranker) };
      const asked = { ...sessions, rows: encoder.rows, settings };
      return nextGain(heldOut, (histories) => nextChances(histories, asked));
    },
    async close() {
      await Promise.all([sessions?.reader.close(), sessions?.ranker.close()]);
    },
  };
}

type Remote = Awaited<ReturnType<typeof remoteSession>>;

/** Ends the training when its time is over, but not before there is something to keep. */
function stopwatch({ seconds, signal, progress }: FitOptions, training: SequenceTraining) {
  const most = 1000 * (seconds ?? training.seconds);
  const began = performance.now();
  const over = new AbortController();
  let share = 0;
  return {
    signal: AbortSignal.any([signal, over.signal]),
    get isOver() {
      return over.signal.aborted && !signal.aborted;
    },
    tell(done: number, hasBest: boolean) {
      const elapsed = (performance.now() - began) / most;
      share = Math.max(share, Math.min(0.999, Math.max(done, elapsed)));
      progress(share);
      if (hasBest && elapsed >= 1) over.abort();
    },
  };
}

const SHORTEST_ROW = 16;
const LONGEST_ROW = 50;

/** Rows that hold 98 in 100 histories whole; where each has a row of its own, 90 in 100. Longer ones are cut into several. */
function rowLength({ customers, starts }: Histories, rows: Encoder["rows"]): number {
  const lengths = Int32Array.from({ length: customers }, (_, u) => starts[u + 1]! - starts[u]! - 1).sort();
  const usual = lengths[Math.floor((rows === "shared" ? 0.98 : 0.9) * customers)] ?? 0;
  return Math.min(LONGEST_ROW, Math.max(SHORTEST_ROW, usual));
}
