import { setImmediate } from "node:timers/promises";
import { choose } from "#measure/choose.js";
import type { MeanErrors } from "#measure/owa.js";
import type { CandidateResult, LeftOut } from "#measure/score.js";
import { budgetSpent } from "#measure/within-budget.js";
import type { Forecaster } from "#models/forecast/forecaster.js";
import { seasonalNaive } from "#models/forecast/seasonal-naive.js";
import type { EvaluateOptions } from "../task.js";
import type { Course, Series } from "./course.js";
import { testScores, validationScores } from "./scores.js";
import { type Band, bandOf, fitted, type Marks, marksOf, unknownBand, yardstick } from "./trial.js";
import { type Validation, validationOf } from "./validation.js";

/** One candidate over all series. */
export interface Run {
  readonly name: string;
  readonly seconds: { readonly train: number; readonly predict: number };
  readonly peakMegabytes: number;
  /** [series] */
  readonly bands: readonly Band[];
  /** Of the series with something to forecast from. */
  readonly marks: readonly Marks[];
  readonly validations: readonly Validation[];
  /** [stretches of all series] */
  readonly gains: Float64Array;
}

export interface Competition {
  readonly winner: Run;
  readonly results: readonly CandidateResult[];
  readonly leftOut: readonly LeftOut[];
}

const MILLISECONDS_BETWEEN_PAUSES = 40;

/**
 * Fits and measures the candidates one after the other, simplest first, on every series. The seasonal naive runs before
 * all, asked for or not: it is the baseline of every score. A candidate that does not finish within what is left of the
 * budget is named; the first of those asked for always finishes, so that there is an answer.
 */
export async function compete(
  course: Course,
  { candidates, options }: { candidates: readonly Forecaster[]; options: EvaluateOptions },
): Promise<Competition> {
  const measure = course.series.filter(isKnown).map((series) => yardstick(series, course.period));
  const field = [seasonalNaive, ...candidates.filter((candidate) => candidate !== seasonalNaive)];
  const entered: Run[] = [];
  const leftOut: LeftOut[] = [];
  let baseline: Run | null = null;
  let left = options.budgetSeconds;
  for (const [at, candidate] of field.entries()) {
    const run = await runOf(candidate, course, {
      ...options,
      budgetSeconds: entered.length === 0 ? Number.POSITIVE_INFINITY : left,
      progress: (share, doing) => options.progress((at + share) / field.length, doing),
    });
    baseline ??= run;
    if (!candidates.includes(candidate)) continue;
    if (run) entered.push(run);
    else leftOut.push({ name: candidate.name, reason: budgetSpent(options.budgetSeconds) });
    left = run ? left - run.seconds.train : 0;
  }
  const [first, ...others] = entered;
  if (!(first && baseline)) throw new RangeError("expected at least one candidate, got none");
  const against = { baseline, yardstick: measure };
  return {
    winner: choose([first, ...others]),
    results: entered.map((run) => resultOf(run, against)),
    leftOut,
  };
}

function resultOf(
  { name, seconds, peakMegabytes, marks, validations }: Run,
  { baseline, yardstick: measure }: { baseline: Run; yardstick: readonly MeanErrors[] },
): CandidateResult {
  return {
    name,
    seconds,
    peakMegabytes,
    validation: validationScores(validations, baseline.validations),
    scores: testScores(marks, { baseline: baseline.marks, yardstick: measure }),
  };
}

/** Null when the budget is over before the candidate is through. */
async function runOf(
  candidate: Forecaster,
  { series, period }: Course,
  { budgetSeconds, signal, progress }: EvaluateOptions,
): Promise<Run | null> {
  const bands: Band[] = [];
  const marks: Marks[] = [];
  const validations: Validation[] = [];
  let train = 0;
  let predict = 0;
  let paused = performance.now();
  for (const [at, one] of series.entries()) {
    if (performance.now() - paused > MILLISECONDS_BETWEEN_PAUSES) {
      await setImmediate();
      paused = performance.now();
      progress(at / series.length, `${candidate.name}: ${at} of ${series.length} series`);
    }
    signal.throwIfAborted();
    if (train / 1000 > budgetSeconds) return null;
    const started = performance.now();
    const fit = isKnown(one) ? fitted(candidate, one, period) : null;
    const between = performance.now();
    const band = fit ? bandOf(fit, one) : unknownBand(one);
    train += between - started;
    predict += performance.now() - between;
    bands.push(band);
    if (fit) validations.push(validationOf(fit.past, one, period));
    if (fit) marks.push(marksOf(band, one, period));
  }
  return {
    name: candidate.name,
    seconds: { train: train / 1000, predict: predict / 1000 },
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    bands,
    marks,
    validations,
    gains: Float64Array.from(validations.flatMap(({ stretches }) => stretches.map((error) => -error))),
  };
}

function isKnown({ training }: Series): boolean {
  return training.some((y) => !Number.isNaN(y));
}
