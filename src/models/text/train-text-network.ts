import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { shuffled } from "#numeric/shuffled.js";
import type { Network } from "#tensor/network.js";
import { type FitOptions as TrainingOptions, fit as train } from "#tensor/train/fit.js";
import type { Weights } from "#tensor/train/weights-of.js";
import { maskedBatches } from "./masked-batches.js";
import { judgingBatches, type LabelledTokens } from "./neural-batches.js";
import { packTexts } from "./packed-texts.js";
import {
  foretellingGiven,
  foretellingLoss,
  foretellingNetwork,
  judgingGiven,
  judgingLoss,
  judgingNetwork,
  type ReaderSettings,
  TABLE,
  TABLE_DEVIATION,
  type TextEncoder,
} from "./text-network.js";

/** How a network that reads texts is trained. */
export interface NeuralTraining extends Omit<ReaderSettings, "vocabulary"> {
  /** Subwords that are joined, beside the characters. */
  readonly subwords: number;
  /** Places of a step; fewer where there are few texts. */
  readonly batchTokens: number;
  /** Texts it takes to learn anything. */
  readonly leastTexts: number;
  readonly rate: number;
  readonly epochs: number;
  /** On words that are masked, before it learns to judge. */
  readonly pretraining?: { readonly epochs: number; readonly rate: number };
}

/** What is trained, on what, and who is told. */
export interface Course {
  readonly encoder: TextEncoder;
  readonly training: NeuralTraining;
  readonly settings: ReaderSettings;
  readonly seed: number;
  readonly signal: AbortSignal;
}

export interface Stretch {
  readonly epochs: number;
  /** Told the share done, in [0, 1]. */
  readonly progress: (share: number) => void;
}

/** Of an epoch so many steps at least, as far as every step has a few texts. */
const LEAST_STEPS = 24;
const FEWEST_ROWS = 4;
/** Share of the steps in which the rate rises. */
const RISING = 0.15;
const WEIGHT_DECAY = 0.01;
const CLIP_NORM = 1;
const NEGATIVES = 512;

/** Weights that foretell masked words: what the encoder knows of the language of these texts. */
export async function foretelling(
  course: Course,
  tokens: readonly Int32Array[],
  stretch: Stretch & { readonly rate: number },
): Promise<Weights> {
  const settings = { ...course.settings, masked: Math.ceil(0.36 * course.settings.length), negatives: NEGATIVES };
  return trained(foretellingNetwork(course.encoder, settings), course, {
    ...stretch,
    loss: foretellingLoss,
    given: foretellingGiven(settings),
    steps: stepsOf(course, tokens),
    batches: (rows) => maskedBatches(tokens, settings, { batchSize: rows, seed: course.seed }),
  });
}

/** Weights that judge, from those it begins with. */
export async function judging(
  course: Course,
  labelled: LabelledTokens,
  { weights, batchSize, ...stretch }: Stretch & { readonly weights: Weights; readonly batchSize?: number },
): Promise<Weights> {
  const { encoder, settings, training, seed } = course;
  return trained(judgingNetwork(encoder, settings), course, {
    ...stretch,
    rate: training.rate,
    weights,
    loss: judgingLoss,
    given: judgingGiven(settings),
    steps: { ...stepsOf(course, labelled.tokens), ...(batchSize !== undefined && { batchSize }) },
    batches: (rows) => judgingBatches(labelled, settings, { batchSize: rows, seed }),
  });
}

/**
 * Weights to begin judging with: those that are known, and in the first column of the table how much more often each subword is in
 * praise than in complaint: ln((p + 1)/P) − ln((q + 1)/Q), p of P and q of Q texts. Without it, learning finds that first.
 *
 * @param known absent: the table is drawn, all else is when training begins
 */
export function beginningWith(
  { tokens, positive }: LabelledTokens,
  { settings: { vocabulary, width }, seed }: Course,
  known?: Weights,
): Weights {
  const random = mulberry32(seed);
  const table =
    known?.get(TABLE)?.slice() ??
    Float32Array.from({ length: vocabulary * width }, () => TABLE_DEVIATION * normalRandom(random));
  const deviation = Math.sqrt(table.reduce((sum, one) => sum + one * one, 0) / table.length);
  const counts = [new Float64Array(vocabulary).fill(1), new Float64Array(vocabulary).fill(1)] as const;
  for (const [text, own] of tokens.entries())
    for (const token of new Set(own)) counts[positive[text] as 0 | 1][token]! += 1;
  const positives = positive.reduce((sum, one) => sum + one, 1);
  const negatives = positive.length + 2 - positives;
  for (let token = 0; token < vocabulary; token++) {
    const ratio = Math.log(counts[1][token]! / positives) - Math.log(counts[0][token]! / negatives);
    table[token * width] = 2 * deviation * ratio;
  }
  return new Map([...(known ?? []), [TABLE, table]]);
}

export interface Steps {
  /** Rows of a step. */
  readonly batchSize: number;
  /** Steps of an epoch, about. */
  readonly each: number;
}

export function stepsOf({ training, settings, seed }: Course, tokens: readonly Int32Array[]): Steps {
  const { rows } = packTexts(tokens, shuffled(tokens.length, mulberry32(seed)), settings);
  const most = Math.max(FEWEST_ROWS, Math.round(training.batchTokens / settings.length));
  const batchSize = Math.min(most, Math.max(FEWEST_ROWS, Math.ceil(rows / LEAST_STEPS)));
  return { batchSize, each: Math.ceil(rows / batchSize) };
}

interface Training extends Stretch {
  readonly rate: number;
  readonly weights?: Weights;
  readonly loss: TrainingOptions["loss"];
  readonly given: NonNullable<TrainingOptions["given"]>;
  readonly steps: Steps;
  batches(batchSize: number): TrainingOptions["batches"];
}

async function trained(network: Network, { seed, signal }: Course, training: Training): Promise<Weights> {
  const { epochs, rate, weights, loss, given, steps, batches, progress } = training;
  const all = Math.max(2, steps.each * epochs);
  const { weights: learned } = await train(network, {
    ...{ loss, given, seed, signal, epochs, clipNorm: CLIP_NORM },
    batches: batches(steps.batchSize),
    batchSize: steps.batchSize,
    optimiser: { name: "adamw", weightDecay: WEIGHT_DECAY },
    rate: { name: "one-cycle", rate, steps: all, rising: RISING },
    ...(weights && { weights }),
    progress: ({ step }) => progress(Math.min(1, step / all)),
  });
  progress(1);
  return learned;
}
