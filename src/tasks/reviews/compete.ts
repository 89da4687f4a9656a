import { areaUnderRoc } from "#measure/area-under-roc.js";
import { choose } from "#measure/choose.js";
import type { CandidateResult, LeftOut, Score } from "#measure/score.js";
import { accuracy, logLosses, macroF1, precision, recall, twoClassCounts } from "#measure/two-class.js";
import { budgetSpent, withinBudget } from "#measure/within-budget.js";
import { sigmoid } from "#models/linear/logistic-regression.js";
import { majority } from "#models/text/majority.js";
import { OutOfTime } from "#models/text/out-of-time.js";
import type { LabelledTexts, TextClassifier, TextClassifierModel } from "#models/text/text-classifier.js";
import type { EvaluateOptions } from "../task.js";
import { type Plan, together } from "./plan.js";

/** A candidate that took part. */
interface Entrant {
  readonly name: string;
  /** [validation] minus the log-loss of each */
  readonly gains: Float64Array;
  /** Fitted on what the test may learn from. */
  readonly model: TextClassifierModel;
  /** [test] */
  readonly probabilities: Float64Array;
}

export interface Competition {
  readonly winner: Entrant;
  readonly results: readonly CandidateResult[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Fits and measures the candidates one after the other, simplest first. The first asked for is always fitted, so that
 * there is an answer; those that do not fit into what is left of the budget are named. The majority runs before all,
 * asked for or not: it is the baseline of every score.
 */
export async function compete(
  plan: Plan,
  { candidates, options }: { candidates: readonly TextClassifier[]; options: EvaluateOptions },
): Promise<Competition> {
  const { able, leftOut } = byData(candidates, plan);
  const field = [majority, ...able.filter((candidate) => candidate !== majority)];
  const course: Course = { ...plan, all: together(plan.train, plan.validation) };
  const siblings: Siblings = { validation: new Map(), test: new Map(), without: new Set() };
  const runs: Run[] = [];
  let left = options.budgetSeconds;
  for (const [at, candidate] of field.entries()) {
    const asked = candidates.includes(candidate);
    const first = !runs.some(({ name }) => candidates.some((other) => other.name === name));
    const most = candidate.isTrained ? TRAINED * left : left;
    const began = performance.now();
    const run = await attempt(candidate, course, siblings, {
      ...options,
      budgetSeconds: first ? Number.POSITIVE_INFINITY : most,
      seconds: trainingSeconds(left, field.slice(at)),
      progress: (share) => options.progress((at + share) / field.length, candidate.name),
    });
    const isThere = run !== null && typeof run !== "string";
    if (asked) left -= isThere ? run.seconds.train : (performance.now() - began) / 1000;
    if (isThere) {
      runs.push(withMembers(run, candidate, runs));
      siblings.validation.set(run.name, run.fitted);
      siblings.test.set(run.name, run.model);
    } else {
      leftOut.push({ name: candidate.name, reason: run ?? budgetSpent(options.budgetSeconds) });
      siblings.without.add(candidate.name);
    }
  }
  return outcome(runs, candidates, { plan, leftOut });
}

/** @throws {RangeError} when none of those asked for took part, saying why. */
function outcome(
  runs: readonly Run[],
  candidates: readonly TextClassifier[],
  { plan, leftOut }: { plan: Plan; leftOut: Competition["leftOut"] },
): Competition {
  const [baseline] = runs as [Run];
  const asked = runs.filter(({ name }) => candidates.some((candidate) => candidate.name === name));
  if (asked.length === 0)
    throw new RangeError(
      `no candidate is left: ${leftOut.map(({ reason }) => reason).join("; ") || "none was asked for"}`,
    );
  return {
    winner: choose(asked as [Run, ...Run[]]),
    results: asked.map((run) => resultOf(run, baseline, plan)),
    leftOut,
  };
}

/** What its members took is part of what it takes, though they were fitted before. */
function withMembers(run: Run, { members = [] }: TextClassifier, before: readonly Run[]): Run {
  const theirs = before.filter(({ name }) => members.includes(name));
  const train = theirs.reduce((sum, { seconds }) => sum + seconds.train, run.seconds.train);
  return { ...run, seconds: { ...run.seconds, train } };
}

/** Of what is left, what one that is trained may take: those after it that join what others learned need a little. */
const TRAINED = 0.95;

/** Those that have enough to learn from, and those that have not, with what is missing. */
function byData(candidates: readonly TextClassifier[], { train }: Plan) {
  const leftOut: LeftOut[] = [];
  const able = candidates.filter((candidate) => {
    const reason = candidate.tooFew?.(train);
    if (reason) leftOut.push({ name: candidate.name, reason });
    return !reason;
  });
  return { able, leftOut };
}

/**
 * What the first of these may train for: the first of n that are trained gets one part of what is left, the last n parts,
 * because they come from the quickest learner to the slowest; a tenth is kept for what no one can stop at once.
 */
function trainingSeconds(left: number, coming: readonly TextClassifier[]): number {
  const trained = coming.filter(({ isTrained }) => isTrained).length;
  return (0.9 * left * 2) / Math.max(2, trained * (trained + 1));
}

interface Siblings {
  readonly validation: Map<string, TextClassifierModel>;
  readonly test: Map<string, TextClassifierModel>;
  /** Those the budget did not suffice for. */
  readonly without: Set<string>;
}

/** What the candidates run on. */
interface Course extends Plan {
  /** What the test may be learned from. */
  readonly all: LabelledTexts;
}

interface RunOptions extends Omit<EvaluateOptions, "candidates"> {
  /** For a candidate that is trained. */
  readonly seconds: number;
}

interface Run extends Entrant {
  /** Learned from the train part alone. */
  readonly fitted: TextClassifierModel;
  /** [validation] */
  readonly validation: Float64Array;
  readonly seconds: CandidateResult["seconds"];
}

/** A reason when the candidate says that the time is too short for it; without a limit it learns as briefly as it can. */
async function attempt(
  candidate: TextClassifier,
  course: Course,
  siblings: Siblings,
  options: RunOptions,
): Promise<Run | string | null> {
  try {
    return await runOf(candidate, course, siblings, options);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    if (options.budgetSeconds < Number.POSITIVE_INFINITY) return error.message;
    return runOf(candidate, course, siblings, { ...options, seconds: error.needed });
  }
}

/** Null when the budget is over before the candidate is fitted. */
async function runOf(
  candidate: TextClassifier,
  { train, validation, test, all }: Course,
  { without, ...siblings }: Siblings,
  options: RunOptions,
): Promise<Run | null> {
  const { seed, seconds: most } = options;
  const progress = (from: number, size: number) => (share: number) =>
    options.progress(from + size * share, candidate.name);
  const started = performance.now();
  const models = await withinBudget(
    async (signal) => {
      const shared = { seed, signal, seconds: most, without };
      const first = { ...shared, progress: progress(0, 0.6), fitted: siblings.validation };
      const fitted = await candidate.fit(train, validation, first);
      const again = { ...shared, progress: progress(0.6, 0.3), fitted: siblings.test };
      return { fitted, model: await candidate.refit(fitted, all, again) };
    },
    { signal: options.signal, seconds: options.budgetSeconds },
  );
  if (!models) return null;
  const trained = performance.now();
  const probabilities = (await models.model.logOdds(test.map(({ text }) => text))).map(sigmoid);
  const seconds = { train: (trained - started) / 1000, predict: (performance.now() - trained) / 1000 };
  const held = (await models.fitted.logOdds(validation.texts)).map(sigmoid);
  options.progress(1, candidate.name);
  return {
    ...models,
    name: candidate.name,
    gains: logLosses(held, validation.positive).map((loss) => -loss),
    validation: held,
    probabilities,
    seconds,
  };
}

function resultOf(run: Run, baseline: Run, { validation, test }: Plan): CandidateResult {
  const { name, seconds, fitted, model } = run;
  const answered = test.flatMap(({ positive }, at) => (positive === null ? [] : [at]));
  const positive = Uint8Array.from(answered, (at) => test[at]!.positive as 0 | 1);
  const judged = (probabilities: Float64Array) => Float64Array.from(answered, (at) => probabilities[at]!);
  const measured = { positive, probabilities: judged(run.probabilities), threshold: model.threshold };
  const base = { positive, probabilities: judged(baseline.probabilities), threshold: baseline.model.threshold };
  const speed = (seconds: number) => test.length / Math.max(seconds, 1e-6);
  return {
    name,
    seconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    validation: scoresOf(
      { positive: validation.positive, probabilities: run.validation, threshold: fitted.threshold },
      {
        positive: validation.positive,
        probabilities: baseline.validation,
        threshold: baseline.fitted.threshold,
      },
      ["log-loss", "macro F1", "accuracy", "AUC"],
    ),
    scores:
      answered.length === 0
        ? []
        : [
            ...scoresOf(measured, base, ["accuracy", "macro F1", "AUC", "recall", "precision", "log-loss"]),
            {
              name: "reviews/s",
              value: speed(seconds.predict),
              unit: "reviews/s",
              baseline: speed(baseline.seconds.predict),
            },
          ],
  };
}

interface Judged {
  readonly positive: Uint8Array;
  readonly probabilities: Float64Array;
  readonly threshold: number;
}

const measures = {
  accuracy: (judged: Judged) => accuracy(countsOf(judged)),
  "macro F1": (judged: Judged) => macroF1(countsOf(judged)),
  // nothing is ranked where all are of one kind: no better than a coin
  AUC: ({ probabilities, positive }: Judged) => areaUnderRoc(probabilities, positive) || 0.5,
  recall: (judged: Judged) => recall(countsOf(judged)),
  precision: (judged: Judged) => precision(countsOf(judged)),
  "log-loss": ({ probabilities, positive }: Judged) =>
    logLosses(probabilities, positive).reduce((sum, loss) => sum + loss, 0) / Math.max(1, positive.length),
};

const units: Partial<Record<string, string>> = { "log-loss": "nats", AUC: "chance" };

/** Empty where there is nothing to measure on. */
function scoresOf(judged: Judged, baseline: Judged, names: readonly (keyof typeof measures)[]): Score[] {
  if (judged.positive.length === 0) return [];
  return names.map((name) => ({
    name,
    value: measures[name](judged),
    unit: units[name] ?? "share",
    baseline: measures[name](baseline),
  }));
}

const countsOf = ({ probabilities, positive, threshold }: Judged) => twoClassCounts(probabilities, positive, threshold);
