import { setImmediate } from "node:timers/promises";
import { logLosses } from "#measure/two-class.js";
import { beside, type SparseRows } from "#numeric/sparse-rows.js";
import type { NgramSpec, Ngrams } from "#text/ngrams.js";
import { type LinearScore, linearScores, logisticRegression, sigmoid } from "../linear/logistic-regression.js";
import { type Calibration, calibrated, calibrationOf } from "./calibration.js";
import { countedNgrams } from "./counted-ngrams.js";
import {
  type Channel,
  channelRows,
  type LinearSettings,
  type LinearTextModel,
  linearTextModel,
  weighed,
} from "./linear-text-model.js";
import type { FitOptions, LabelledTexts } from "./text-classifier.js";

/** What tells one linear model of texts from another. */
export interface LinearKind {
  readonly name: string;
  /** Tried on validation, from the most regular on; the second is used where there is none. */
  readonly strengths: readonly [number, number, ...number[]];
  channelOf(ngrams: Ngrams, train: LabelledTexts): Channel;
  /** [columns] by how much each column of a channel is scaled while weights are learned; null: not at all. */
  scaleOf(channel: Channel, rows: SparseRows, positive: Uint8Array): Float64Array | null;
}

/** Fits with every strength as long as that helps on validation, each beginning where the one before ended. */
export async function fitLinearText(
  kind: LinearKind,
  { train, validation, specs }: { train: LabelledTexts; validation: LabelledTexts; specs: readonly NgramSpec[] },
  options: FitOptions,
): Promise<LinearTextModel> {
  const learned = await features(kind, train, specs, options.signal);
  const strengths = validation.texts.length > 0 ? kind.strengths : [kind.strengths[1]];
  const held = validation.texts.length > 0 ? rowsOf(learned, validation.texts) : null;
  let best: Trial | null = null;
  let last: LinearScore | undefined;
  for (const [at, strength] of strengths.entries()) {
    last = await weightsOf(learned, train.positive, {
      strength,
      options: { ...options, progress: (share) => options.progress((at + share) / strengths.length) },
      ...(last && { from: last }),
    });
    const trial = trialOf({ strength, score: last, held, positive: validation.positive });
    if (best && trial.loss > best.loss) break;
    best = trial;
  }
  options.progress(1);
  const { strength, score, calibration } = best as Trial;
  return modelOf(kind, learned, { score, calibration, settings: { strength, specs } });
}

/** The same settings and calibration, from other texts. */
export async function refitLinearText(
  kind: LinearKind,
  model: LinearTextModel,
  all: LabelledTexts,
  options: FitOptions,
): Promise<LinearTextModel> {
  const { settings, calibration } = model.linear;
  const learned = await features(kind, all, settings.specs, options.signal);
  const score = await weightsOf(learned, all.positive, { strength: settings.strength, options });
  return modelOf(kind, learned, { score, calibration, settings });
}

interface Features {
  readonly channels: readonly Channel[];
  /** [all columns] of every channel, scaled */
  readonly rows: SparseRows;
  readonly scale: Float64Array | null;
}

async function features(
  kind: LinearKind,
  train: LabelledTexts,
  specs: readonly NgramSpec[],
  signal: AbortSignal,
): Promise<Features> {
  const channels: Channel[] = [];
  const rows: SparseRows[] = [];
  const scales: (Float64Array | null)[] = [];
  for (const spec of specs) {
    await setImmediate();
    signal.throwIfAborted();
    const { ngrams, counts } = countedNgrams(train.texts, spec);
    const channel = kind.channelOf(ngrams, train);
    const found = weighed(channel, counts);
    channels.push(channel);
    rows.push(found);
    scales.push(kind.scaleOf(channel, found, train.positive));
  }
  const scale = scales.every((one) => one !== null) ? joined(scales) : null;
  const together = beside(rows);
  return { channels, scale, rows: scale ? scaled(together, scale) : together };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function scaled(rows: SparseRows, scale: Float64Array): SparseRows {
  return { ...rows, value: rows.value.map((value, cell) => value * scale[rows.column[cell]!]!) };
}

function rowsOf({ channels, scale }: Features, texts: readonly string[]): SparseRows {
  const together = beside(channels.map((channel) => channelRows(channel, texts)));
  return scale ? scaled(together, scale) : together;
}

function weightsOf(
  { rows }: Features,
  positive: Uint8Array,
  { strength, options, from }: { strength: number; options: FitOptions; from?: LinearScore },
): Promise<LinearScore> {
  const { signal, progress } = options;
  return logisticRegression(rows, positive, { strength, classes: "balanced", signal, progress, ...(from && { from }) });
}

interface Trial {
  readonly strength: number;
  readonly score: LinearScore;
  readonly calibration: Calibration;
  /** Mean log-loss on validation; 0 without one. */
  readonly loss: number;
}

function trialOf({
  strength,
  score,
  held,
  positive,
}: {
  strength: number;
  score: LinearScore;
  held: SparseRows | null;
  positive: Uint8Array;
}): Trial {
  if (!held) return { strength, score, calibration: { scale: 1, shift: 0, threshold: 0.5 }, loss: 0 };
  const scores = linearScores(held, score);
  const calibration = calibrationOf(scores, positive);
  const losses = logLosses(
    scores.map((one) => sigmoid(calibrated(one, calibration))),
    positive,
  );
  return { strength, score, calibration, loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length };
}

function modelOf(
  { name }: LinearKind,
  { channels, scale }: Features,
  { score, calibration, settings }: { score: LinearScore; calibration: Calibration; settings: LinearSettings },
): LinearTextModel {
  // as they will be read back: a model answers the same before and after it was saved
  const weights = Float64Array.from(score.weights, (weight, j) => Math.fround(weight * (scale?.[j] ?? 1)));
  return linearTextModel({ name, channels, score: { weights, bias: score.bias }, calibration, settings });
}
