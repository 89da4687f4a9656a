import { setImmediate } from "node:timers/promises";
import { inferenceModel } from "#tensor/inference-graph.js";
import type { Weights } from "#tensor/train/weights-of.js";
import type { SubwordTokenizer } from "#text/subword-tokenizer.js";
import { type Calibration, calibrationOf } from "./calibration.js";
import type { LabelledTokens } from "./neural-batches.js";
import { type NeuralSettings, type NeuralTextModel, neuralTextModel } from "./neural-text-model.js";
import { OutOfTime } from "./out-of-time.js";
import { framed, learnTokenizer } from "./subword-texts.js";
import type { FitOptions, LabelledTexts } from "./text-classifier.js";
import { lookingNetwork, readingNetwork, TABLE, type TextEncoder } from "./text-network.js";
import {
  beginningWith,
  type Course,
  foretelling,
  judging,
  type NeuralTraining,
  type Steps,
  stepsOf,
} from "./train-text-network.js";

export interface NeuralKind {
  readonly name: string;
  readonly encoder: TextEncoder;
  readonly training: NeuralTraining;
}

/** Learns subwords, then (where it is to) what words stand where, then to judge; what its scores mean from `validation`. */
export async function fitNeuralText(
  kind: NeuralKind,
  { train, validation }: { train: LabelledTexts; validation: LabelledTexts },
  options: FitOptions,
): Promise<NeuralTextModel> {
  const began = performance.now();
  const all = [...train.texts, ...validation.texts];
  const tokenizer = learnTokenizer(all, kind.training.subwords);
  const course = courseOf(kind, tokenizer, options);
  const tokens = await tokensOf(all, course, tokenizer);
  const labelled = { tokens: tokens.slice(0, train.texts.length), positive: train.positive };
  const epochs = await epochsOf(course, { labelled, tokens, began, options });
  const learned = await learn(course, {
    labelled,
    tokens,
    epochs,
    progress: (share) => options.progress(0.98 * share),
  });
  const settings: NeuralSettings = { ...epochs, weights: weightsIn(learned.weights) };
  const raw = modelOf(kind, course, { tokenizer, settings, calibration: unscaled, ...learned });
  const calibration = calibrationOf(await raw.logOdds(validation.texts), validation.positive);
  options.progress(1);
  return modelOf(kind, course, { tokenizer, settings, calibration, ...learned });
}

/** The same subwords, epochs and calibration; judging is learned from other texts, from where it began before. */
export async function refitNeuralText(
  kind: NeuralKind,
  { card, tokenizer, beginning }: NeuralTextModel,
  all: LabelledTexts,
  options: FitOptions,
): Promise<NeuralTextModel> {
  const course = courseOf(kind, tokenizer, options);
  const { settings, calibration } = card;
  const tokens = await tokensOf(all.texts, course, tokenizer);
  const labelled = { tokens, positive: all.positive };
  const progress = (share: number) => options.progress(0.99 * share);
  const learned = await learn(course, {
    labelled,
    tokens,
    epochs: settings,
    progress,
    ...(beginning && { beginning }),
  });
  options.progress(1);
  return modelOf(kind, course, { tokenizer, settings, calibration, ...learned });
}

const unscaled: Calibration = { scale: 1, shift: 0, threshold: 0.5 };
const TEXTS_AT_ONCE = 500;

function courseOf(
  { encoder, training }: NeuralKind,
  tokenizer: SubwordTokenizer,
  { seed, signal }: FitOptions,
): Course {
  return { encoder, training, settings: { ...training, vocabulary: tokenizer.size }, seed, signal };
}

async function tokensOf(
  texts: readonly string[],
  { settings, signal }: Course,
  tokenizer: SubwordTokenizer,
): Promise<Int32Array[]> {
  const tokens: Int32Array[] = [];
  for (const text of texts) {
    if (tokens.length % TEXTS_AT_ONCE === 0) await setImmediate();
    signal.throwIfAborted();
    tokens.push(framed(text, tokenizer, settings.length));
  }
  return tokens;
}

interface Lesson {
  readonly labelled: LabelledTokens;
  /** Of all texts, labelled or not. */
  readonly tokens: readonly Int32Array[];
  readonly epochs: Epochs;
  readonly progress: (share: number) => void;
  /** Weights to begin judging with; absent: found first. */
  readonly beginning?: Weights;
}

interface Epochs {
  readonly pretraining: number;
  readonly judging: number;
}

async function learn(course: Course, { labelled, tokens, epochs, progress, beginning }: Lesson) {
  const before = beginning ? 0 : epochs.pretraining / (epochs.pretraining + epochs.judging);
  const { pretraining } = course.training;
  const first =
    beginning ??
    (pretraining && epochs.pretraining > 0
      ? await foretelling(course, tokens, {
          epochs: epochs.pretraining,
          rate: pretraining.rate,
          progress: (share) => progress(before * share),
        })
      : undefined);
  const weights = await judging(course, labelled, {
    epochs: epochs.judging,
    weights: beginningWith(labelled, course, first),
    progress: (share) => progress(before + (1 - before) * share),
  });
  return { weights, ...(first && { beginning: first }) };
}

/** Where texts are few an epoch has few steps, and more epochs are needed to learn anything. */
const LEAST_STEPS = 300;
const MOST_EPOCHS = 12;
/** Steps whose time is taken, the first of which does not count. */
const TIMED_STEPS = 9;
/** What foretelling costs against judging. */
const FORETELLING_COSTS = 1.25;
/** Below this many texts no time is worth taking. */
const FEW_TEXTS = 4000;
/** Of the time there is: the rest is for what is not training. */
const USED = 0.9;
/** With this share of what an epoch seems to cost it is tried: a few steps are no sure measure. */
const ENOUGH = 0.8;

interface Given {
  readonly labelled: LabelledTokens;
  readonly tokens: readonly Int32Array[];
  readonly began: number;
  readonly options: FitOptions;
}

/**
 * As many epochs as are wanted, or as the time allows: what judging leaves is for foretelling.
 *
 * @throws {OutOfTime} when the time does not suffice for one of judging
 */
async function epochsOf(course: Course, { labelled, tokens, began, options }: Given): Promise<Epochs> {
  const { training } = course;
  const [judged, foretold] = [stepsOf(course, labelled.tokens), stepsOf(course, tokens)];
  const wanted = {
    pretraining: training.pretraining ? atLeast(training.pretraining.epochs, foretold) : 0,
    judging: atLeast(training.epochs, judged),
  };
  if (options.seconds === undefined || tokens.length < FEW_TEXTS) return wanted;
  const second = await secondsAStep(course, labelled);
  const costs = {
    pretraining: FORETELLING_COSTS * foretold.each * second,
    judging: (judged.each + foretold.each) * second, // once from a part, once from all
  };
  const spent = (performance.now() - began) / 1000;
  const left = USED * options.seconds - spent;
  if (left < ENOUGH * costs.judging) throw new OutOfTime((spent + costs.judging) / USED, options.seconds);
  const judging = Math.max(1, Math.min(wanted.judging, Math.floor(left / costs.judging)));
  const rest = Math.floor((left - judging * costs.judging) / costs.pretraining);
  return { judging, pretraining: Math.max(0, Math.min(wanted.pretraining, rest)) };
}

const atLeast = (epochs: number, { each }: Steps) =>
  Math.min(Math.max(epochs, MOST_EPOCHS), Math.max(epochs, Math.ceil(LEAST_STEPS / each)));

async function secondsAStep(course: Course, { tokens, positive }: LabelledTokens): Promise<number> {
  const { batchSize } = stepsOf(course, tokens);
  const each = tokens.length / stepsOf(course, tokens).each;
  const few = Math.min(tokens.length, Math.round(TIMED_STEPS * each));
  const some = { tokens: tokens.slice(0, few), positive: positive.subarray(0, few) };
  let first = 0;
  let steps = 0;
  await judging(course, some, {
    epochs: 1,
    weights: new Map(),
    batchSize,
    progress() {
      if (steps === 1) first = performance.now();
      steps += 1;
    },
  });
  return (performance.now() - first) / 1000 / Math.max(1, steps - 2);
}

interface Learned {
  readonly tokenizer: SubwordTokenizer;
  readonly settings: NeuralSettings;
  readonly calibration: Calibration;
  readonly weights: Weights;
  readonly beginning?: Weights;
}

function modelOf(
  { name, encoder }: NeuralKind,
  { settings }: Course,
  { tokenizer, settings: kept, calibration, weights, beginning }: Learned,
): NeuralTextModel {
  const { vocabulary, width, length } = settings;
  const lengths = [length / 4, length];
  const readers = lengths.map((places) =>
    inferenceModel(readingNetwork(encoder, { ...settings, length: places }), { weights }),
  );
  const looker = encoder.looks ? inferenceModel(lookingNetwork(encoder, settings), { weights }) : null;
  const card = { name, calibration, vocabulary, width, lengths, looks: looker !== null, settings: kept };
  return neuralTextModel(card, { tokenizer, table: weights.get(TABLE)!, readers, looker }, beginning);
}

const weightsIn = (weights: Weights) => [...weights.values()].reduce((sum, { length }) => sum + length, 0);
