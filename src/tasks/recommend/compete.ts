import { choose } from "#measure/choose.js";
import type { Sequences } from "#measure/leave-one-out.js";
import { nextItemRanks, nextItemScores, type Ranks } from "#measure/next-item.js";
import { hit } from "#measure/ranking.js";
import type { CandidateResult, LeftOut } from "#measure/score.js";
import { type ShownGround, type ShownItems, shownScores } from "#measure/shown-items.js";
import { withinBudget } from "#measure/within-budget.js";

import { popularity } from "#models/recommend/popularity.js";
import type { FitOptions, Recommender, RecommenderModel } from "#models/recommend/recommender.js";
import type { EvaluateOptions } from "../task.js";
import { heldOutEvents } from "./held-out.js";
import type { Plan } from "./plan.js";
import { shownCollector } from "./shown-collector.js";

/** A candidate that took part. */
interface Entrant {
  readonly name: string;
  /** [held-out validation events] 1 where it was among the first ten. */
  readonly gains: Float64Array;
  /** Fitted on what the test may learn from. */
  readonly model: RecommenderModel;
  /** What it shows everyone who is tested. */
  readonly shown: ShownItems;
}

/** What the candidates run on. */
export interface Course {
  readonly sequences: Sequences;
  readonly plan: Plan;
  /** What is shown is judged by, besides being right. */
  readonly ground: ShownGround;
}

export interface Competition {
  readonly winner: Entrant;
  readonly results: readonly CandidateResult[];
  readonly leftOut: readonly LeftOut[];
}

const SHOWN = 10;

/** Times its share that a candidate may train which has not ended an epoch yet: then it goes, and leaves the others their time. */
const LONGEST_EPOCH = 2;

/**
 * Fits and measures the candidates one after the other, simplest first. The first is always fitted, so that there is
 * an answer; those that do not fit into what is left of the budget are named. Only the leader's model is kept.
 * Popularity runs before all, asked for or not: it is the baseline of every score.
 */
export async function compete(
  course: Course,
  { candidates, options }: { candidates: readonly Recommender[]; options: EvaluateOptions },
): Promise<Competition> {
  const { able, leftOut } = byData(candidates, course.plan);
  const field = [popularity, ...able.filter((candidate) => candidate !== popularity)];
  const results: CandidateResult[] = [];
  let leader: Entrant | null = null;
  let baseline: Run | null = null;
  const fitted = new Map<string, RecommenderModel>();
  let left = options.budgetSeconds;
  for (const [at, candidate] of field.entries()) {
    const began = performance.now();
    const allotted = allottedTo(candidate, { left, coming: field.slice(at) });
    const run = await runOf(candidate, course, {
      ...options,
      ...allotted,
      ...(leader ? {} : { budgetSeconds: Number.POSITIVE_INFINITY }),
      fitted,
      progress: (share) => options.progress((at + share) / field.length, candidate.name),
    });
    baseline ??= run;
    if (run && field.slice(at).some(({ parts }) => parts?.includes(candidate))) fitted.set(candidate.name, run.model);
    if (!candidates.includes(candidate)) continue;
    if (!(run && baseline)) {
      left = Math.max(0, left - secondsSince(began));
      leftOut.push({ name: candidate.name, reason: spent(left, options.budgetSeconds) });
      continue;
    }
    left -= run.seconds.train;
    leader = leader ? choose([leader, run]) : run;
    results.push(resultOf(run, baseline, course.ground));
  }
  if (!leader)
    throw new RangeError(
      `no candidate is left: ${leftOut.map(({ reason }) => reason).join("; ") || "none was asked for"}`,
    );
  return { winner: leader, results, leftOut };
}

/** Those that can learn from what there is, and those that cannot, with the reason. */
function byData(candidates: readonly Recommender[], { validation }: Plan) {
  const leftOut: LeftOut[] = [];
  const able = candidates.filter((candidate) => {
    const reason = candidate.cannotLearn?.(validation.learnFrom);
    if (reason) leftOut.push({ name: candidate.name, reason });
    return !reason;
  });
  return { able, leftOut };
}

const spent = (left: number, budget: number): string =>
  `${left > 0 ? "its share of the budget" : "the budget"} of ${budget} s was spent`;

/** How long a candidate may train, and after how long it goes though it has nothing yet. */
function allottedTo({ isTrained }: Recommender, { left, coming }: { left: number; coming: readonly Recommender[] }) {
  const seconds = trainingSeconds(left, coming);
  return { seconds, budgetSeconds: isTrained ? Math.min(left, LONGEST_EPOCH * seconds) : left };
}

/**
 * What the first of these may train for: the first of n that are trained gets one part of what is left, the last n parts,
 * because they come from the quickest learner to the slowest; a tenth is kept for what no one can stop at once.
 */
function trainingSeconds(left: number, coming: readonly Recommender[]): number {
  const trained = coming.filter(({ isTrained }) => isTrained).length;
  return (0.9 * left * 2) / Math.max(2, trained * (trained + 1));
}

interface Run extends Entrant {
  readonly seconds: CandidateResult["seconds"];
  readonly validation: Ranks;
  readonly test: Ranks;
}

interface RunOptions extends Omit<EvaluateOptions, "candidates"> {
  /** For a candidate that is trained. */
  readonly seconds: number;
  readonly fitted: ReadonlyMap<string, RecommenderModel>;
}

/** Null when the budget is over before the candidate is fitted. */
async function runOf(candidate: Recommender, course: Course, options: RunOptions) {
  const { plan, sequences } = course;
  const { seed, signal, seconds, fitted, checkpoints } = options;
  const heldOut = heldOutEvents(sequences, plan.validation.heldOut);
  const progress = (from: number, size: number) => (share: number) =>
    options.progress(from + size * share, candidate.name);
  const started = performance.now();
  const fit = await withinBudget(
    (deadline) =>
      fitTwice(candidate, plan, {
        ...{ seed, signal: deadline, seconds, heldOut, fitted, progress: progress(0, 0.5) },
        ...(checkpoints !== undefined && { checkpoints }),
      }),
    { signal, seconds: options.budgetSeconds },
  );
  if (!fit) return null;
  const train = secondsSince(started);
  const validation = await nextItemRanks(sequences, plan.validation.heldOut, {
    ...asking(fit.validation),
    signal,
    progress: progress(0.5, 0.25),
  });
  const asked = performance.now();
  const { shown, seen } = shownCollector(course.ground.counts);
  const test = await nextItemRanks(sequences, plan.test.heldOut, {
    ...asking(fit.test),
    seen,
    signal,
    progress: progress(0.75, 0.25),
  });
  const gains = Float64Array.from(validation.full, (rank) => hit(rank, SHOWN));
  return {
    name: candidate.name,
    gains,
    model: fit.test,
    shown,
    seconds: { train, predict: secondsSince(asked) },
    validation,
    test,
  } satisfies Run;
}

function resultOf(run: Run, baseline: Run, ground: ShownGround): CandidateResult {
  const { name, seconds, validation, test, shown } = run;
  return {
    name,
    seconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    validation: nextItemScores(validation, baseline.validation),
    scores: [...nextItemScores(test, baseline.test), ...shownScores(shown, baseline.shown, ground)],
  };
}

interface Fit {
  readonly validation: RecommenderModel;
  readonly test: RecommenderModel;
}

/** Once where the rounds learn from the same; else with half of the time for each, and without what the second learns. */
async function fitTwice(candidate: Recommender, { validation, test }: Plan, options: FitOptions): Promise<Fit> {
  if (test.learnFrom === validation.learnFrom) {
    const both = await candidate.fit(validation.learnFrom, options);
    return { validation: both, test: both };
  }
  const { heldOut, fitted, ...others } = { ...options, seconds: (options.seconds ?? Number.POSITIVE_INFINITY) / 2 };
  const first = await candidate.fit(validation.learnFrom, { ...others, ...(heldOut && { heldOut }) });
  return { validation: first, test: await candidate.fit(test.learnFrom, others) };
}

/** What a model is asked while it is measured. */
const asking = (model: RecommenderModel) => ({
  score: model.score,
  ahead: model.ahead,
});

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
