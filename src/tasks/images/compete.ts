import { join } from "node:path";
import { picturesAt } from "#image/pictures.js";
import { choose } from "#measure/choose.js";
import { accuracyOf, type Confusion, confusionOf, macroF1Of, recallOf } from "#measure/multi-class.js";
import type { CandidateResult, LeftOut, Score } from "#measure/score.js";
import { budgetSpent, withinBudget } from "#measure/within-budget.js";
import type { ImageClassifier, ImageClassifierModel, LabelledPictures } from "#models/image/image-classifier.js";
import { majority } from "#models/image/majority.js";
import { surprises } from "#models/image/temperature.js";
import { evenlySpread } from "#numeric/evenly-spread.js";
import type { EvaluateOptions } from "../task.js";
import { fingerprintOf, type Gallery, labelledAt } from "./gallery.js";
import { labelsOf, type Plan } from "./plan.js";

export interface Competition {
  readonly chosen: string;
  /** [test, classes] */
  readonly chances: Float32Array;
  readonly results: readonly CandidateResult[];
  readonly leftOut: readonly LeftOut[];
}

/** What the candidates are given. */
interface Parts {
  readonly train: LabelledPictures;
  readonly validation: LabelledPictures;
  readonly all: LabelledPictures;
  readonly test: LabelledPictures;
  readonly classes: readonly string[];
  /** Of all of it, in the names of checkpoints. */
  readonly fingerprint: string;
}

interface Run {
  readonly name: string;
  /** [validation] minus the surprise of each */
  readonly gains: Float64Array;
  readonly classifier: ImageClassifier;
  readonly model: ImageClassifierModel;
  /** [validation, classes] */
  readonly held: Float32Array;
  /** Share right among some of the pictures it learned from. */
  readonly seen: number;
  readonly trainSeconds: number;
}

/** More pictures than these are not learned from a second time together with those of validation: it would take as long again for little. */
const MOST_RELEARNED = 20_000;
const SEEN = 2000;
/** Of what is left of the budget: for a training that may be repeated with more pictures, and for one that is not. The rest is for asking. */
const [SHARE_OF_TWO, SHARE_OF_ONE] = [0.43, 0.9] as const;
/** A training ends by itself at the end of an epoch: only one that goes on far beyond its time is given up. */
const GIVEN_UP = 1.5;

/**
 * Fits and measures the candidates one after the other, simplest first, each in what is left of the budget; the chosen one learns from
 * validation too where that fits in. The majority runs before all, asked for or not: it is the baseline of every score.
 *
 * @param began when the budget began, as `performance.now()` tells
 */
export async function compete(
  gallery: Gallery,
  plan: Plan,
  { candidates, options, began }: { candidates: readonly ImageClassifier[]; options: EvaluateOptions; began: number },
): Promise<Competition> {
  const parts = partsOf(gallery, plan, options.seed);
  const left = () => options.budgetSeconds - (performance.now() - began) / 1000;
  const { runs, leftOut } = await allRuns(parts, { candidates, options, left });
  const [baseline] = runs as [Run];
  const asked = runs.filter(({ classifier }) => candidates.includes(classifier));
  if (asked.length === 0) throw new RangeError(leftOut[0]?.reason ?? "expected at least one candidate, got none");
  const winner = choose(asked as [Run, ...Run[]]);
  const final = await learnedAgain(winner, parts, { options, left: left() });
  const results: CandidateResult[] = [];
  let ofWinner = new Float32Array(0);
  for (const run of asked) {
    const began = performance.now();
    const chances = await (run === winner ? final : run.model).chances(parts.test.pictures);
    if (run === winner) ofWinner = chances as Float32Array<ArrayBuffer>;
    const seconds = (performance.now() - began) / 1000;
    results.push(resultOf({ run, chances, seconds }, baseline, parts));
  }
  options.progress(1, winner.name);
  return { chosen: winner.name, chances: ofWinner, results, leftOut };
}

interface Running {
  readonly candidates: readonly ImageClassifier[];
  readonly options: EvaluateOptions;
  /** Seconds of the budget that are left. */
  readonly left: () => number;
}

async function allRuns(parts: Parts, { candidates, options, left }: Running) {
  const field = [majority, ...candidates.filter((candidate) => candidate !== majority)];
  const runs: Run[] = [];
  const leftOut: LeftOut[] = [];
  for (const [at, candidate] of field.entries()) {
    const reason = cannotRun(candidate, parts, runs);
    const isFirst = !runs.some(({ classifier }) => candidates.includes(classifier));
    const budgetSeconds = isFirst ? Math.max(60, left()) : left();
    const progress: EvaluateOptions["progress"] = (share) =>
      options.progress(0.1 + (0.8 * (at + share)) / field.length, candidate.name);
    const run = reason ? null : await runOf(candidate, parts, runs, { ...options, budgetSeconds, progress });
    if (run) runs.push(withMembers(run, runs));
    else leftOut.push({ name: candidate.name, reason: reason ?? budgetSpent(options.budgetSeconds) });
  }
  return { runs, leftOut };
}

function partsOf(gallery: Gallery, plan: Plan, seed: number): Parts {
  const { store, pictures } = gallery;
  const cases = { label: labelsOf(pictures, plan.classes), classes: plan.classes.length };
  return {
    train: labelledAt(store, plan.train, cases),
    validation: labelledAt(store, plan.validation, cases),
    all: labelledAt(store, Int32Array.from([...plan.train, ...plan.validation]).sort(), cases),
    test: labelledAt(store, plan.test, cases),
    classes: plan.classes,
    fingerprint: fingerprintOf(gallery, seed),
  };
}

/** Why a candidate takes no part; null where it can. */
export function cannotRun(
  { name, fewest, members = [] }: ImageClassifier,
  { train }: { train: LabelledPictures },
  before: readonly { name: string }[],
): string | null {
  if (train.label.length < fewest) {
    return `${train.label.length} pictures to learn ${name} from, at least ${fewest} are needed`;
  }
  const missing = members.filter((member) => !before.some((run) => run.name === member));
  // asked for without its members, it fits them itself
  return missing.length > 0 && missing.length < members.length ? `${missing.join(" and ")} did not take part` : null;
}

/** Null when the budget is over before the candidate is fitted. */
async function runOf(
  classifier: ImageClassifier,
  { train, validation, fingerprint }: Parts,
  before: readonly Run[],
  options: EvaluateOptions,
): Promise<Run | null> {
  const { seed, budgetSeconds, progress, checkpoints } = options;
  const started = performance.now();
  const isLearnedAgain = train.label.length <= MOST_RELEARNED;
  const model = await withinBudget(
    (signal) =>
      classifier.fit(train, validation, {
        ...{ seed, signal },
        seconds: budgetSeconds * (isLearnedAgain ? SHARE_OF_TWO : SHARE_OF_ONE),
        progress: (share) => progress(0.9 * share, classifier.name),
        ...(checkpoints !== undefined && { checkpoint: join(checkpoints, `${fingerprint}-${classifier.name}`) }),
        fitted: new Map(before.map((run) => [run.name, run.model])),
      }),
    { signal: options.signal, seconds: GIVEN_UP * budgetSeconds },
  );
  if (!model) return null;
  const trainSeconds = (performance.now() - started) / 1000;
  const held = await model.chances(validation.pictures);
  const some = evenlySpread(train.label.length, SEEN);
  const again = confusionOf(
    answersOf(await model.chances(picturesAt(train.pictures, some)), train.classes),
    Int32Array.from(some, (at) => train.label[at]!),
    train.classes,
  );
  progress(1, classifier.name);
  return {
    ...{ name: classifier.name, classifier, model, held, trainSeconds },
    gains: surprises(held, validation.label, validation.classes).map((surprise) => -surprise),
    seen: accuracyOf(again),
  };
}

/** What its members took is part of what it takes, though they were fitted before. */
function withMembers(run: Run, before: readonly Run[]): Run {
  const theirs = before.filter(({ name }) => run.classifier.members?.includes(name));
  return { ...run, trainSeconds: theirs.reduce((sum, { trainSeconds }) => sum + trainSeconds, run.trainSeconds) };
}

async function learnedAgain(
  { classifier, model, trainSeconds }: Run,
  { train, all, fingerprint }: Parts,
  { options, left }: { options: EvaluateOptions; left: number },
): Promise<ImageClassifierModel> {
  const expected = (trainSeconds * all.label.length) / train.label.length;
  if (train.label.length > MOST_RELEARNED || 1.1 * expected > left) return model;
  const { seed, checkpoints } = options;
  const again = await withinBudget(
    (signal) =>
      classifier.refit(model, all, {
        ...{ seed, signal },
        progress: (share) => options.progress(0.9 + 0.09 * share, classifier.name),
        ...(checkpoints !== undefined && { checkpoint: join(checkpoints, `${fingerprint}-${classifier.name}-all`) }),
      }),
    { signal: options.signal, seconds: left },
  );
  return again ?? model;
}

interface Measured {
  readonly run: Run;
  /** [test, classes] */
  readonly chances: Float32Array;
  readonly seconds: number;
}

function resultOf({ run, chances, seconds }: Measured, baseline: Run, parts: Parts): CandidateResult {
  const { validation, test, classes } = parts;
  const shares = baseline.held.subarray(0, classes.length);
  const ofMajority = (count: number) =>
    Float32Array.from({ length: count * classes.length }, (_, at) => shares[at % classes.length]!);
  const known = [...test.label.keys()].filter((at) => test.label[at]! >= 0);
  const truth = Int32Array.from(known, (at) => test.label[at]!);
  const own = Float32Array.from(
    known.flatMap((at) => [...chances.subarray(at * classes.length, (at + 1) * classes.length)]),
  );
  const heldBase = ofMajority(validation.label.length);
  return {
    name: run.name,
    seconds: { train: run.trainSeconds, predict: seconds },
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    validation: [
      ...scoresOf({ chances: run.held, base: heldBase, truth: validation.label }, classes).slice(0, 3),
      { name: "overfitting gap", value: run.seen - shareRight(run.held, validation), unit: "share", baseline: 0 },
      { name: "size", value: sizeOf(run.model), unit: "MiB", baseline: sizeOf(baseline.model) },
    ],
    scores:
      known.length === 0
        ? []
        : [
            ...byName(scoresOf({ chances: own, base: ofMajority(known.length), truth }, classes)),
            ...recalls({ chances: own, base: ofMajority(known.length), truth }, classes),
          ],
  };
}

const byName = ([loss, accuracy, macro]: readonly Score[]): Score[] => [accuracy!, macro!, loss!];

const sizeOf = (model: ImageClassifierModel): number =>
  Object.values(model.save()).reduce((sum, { length }) => sum + length, 0) / 1024 ** 2;

interface Judged {
  readonly chances: Float32Array;
  readonly base: Float32Array;
  readonly truth: Int32Array;
}

function scoresOf({ chances, base, truth }: Judged, classes: readonly string[]): Score[] {
  const [own, simple] = [chances, base].map((one) =>
    confusionOf(answersOf(one, classes.length), truth, classes.length),
  ) as [Confusion, Confusion];
  const loss = (one: Float32Array) =>
    surprises(one, truth, classes.length).reduce((sum, missed) => sum + missed, 0) / truth.length;
  return [
    { name: "log-loss", value: loss(chances), unit: "nats", baseline: loss(base) },
    { name: "accuracy", value: accuracyOf(own), unit: "share", baseline: accuracyOf(simple) },
    { name: "macro F1", value: macroF1Of(own), unit: "share", baseline: macroF1Of(simple) },
  ];
}

/** Of the classes that have cases. */
function recalls({ chances, base, truth }: Judged, classes: readonly string[]): Score[] {
  const [own, simple] = [chances, base].map((one) =>
    confusionOf(answersOf(one, classes.length), truth, classes.length),
  ) as [Confusion, Confusion];
  return classes.flatMap((name, of) => {
    const value = recallOf(own, of);
    return Number.isNaN(value)
      ? []
      : [{ name: `recall ${name}`, value, unit: "share", baseline: recallOf(simple, of) }];
  });
}

function shareRight(chances: Float32Array, { label, classes }: LabelledPictures): number {
  return accuracyOf(confusionOf(answersOf(chances, classes), label, classes));
}

/** [pictures] the likeliest class of each. @param chances [pictures, classes] */
export function answersOf(chances: Float32Array, classes: number): Int32Array {
  return Int32Array.from({ length: chances.length / classes }, (_, row) => {
    const own = chances.subarray(row * classes, (row + 1) * classes);
    return own.reduce((best, chance, of) => (chance > own[best]! ? of : best), 0);
  });
}
