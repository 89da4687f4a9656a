import { choose } from "#measure/choose.js";
import type { Sequences } from "#measure/leave-one-out.js";
import { nextItemRanks, nextItemScores, type Ranks } from "#measure/next-item.js";
import { hit } from "#measure/ranking.js";
import type { CandidateResult } from "#measure/score.js";
import { withinBudget } from "#measure/within-budget.js";
import { popularity } from "#models/recommend/popularity.js";
import type { FitOptions, Recommender, RecommenderModel } from "#models/recommend/recommender.js";
import type { EvaluateOptions } from "../task.js";
import type { Plan } from "./plan.js";

/** A candidate that took part. */
interface Entrant {
  readonly name: string;
  /** [held-out validation events] 1 where it was among the first ten. */
  readonly gains: Float64Array;
  /** Fitted on what the test may learn from. */
  readonly model: RecommenderModel;
}

/** What the candidates run on. */
export interface Course {
  readonly sequences: Sequences;
  readonly plan: Plan;
}

export interface Competition {
  readonly winner: Entrant;
  readonly results: readonly CandidateResult[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

const SHOWN = 10;

/**
 * Fits and measures the candidates one after the other, simplest first. The first is always fitted, so that there is
 * an answer; those that do not fit into what is left of the budget are named. Only the leader's model is kept.
 * Popularity runs before all, asked for or not: it is the baseline of every score.
 */
export async function compete(
  course: Course,
  { candidates, options }: { candidates: readonly Recommender[]; options: EvaluateOptions },
): Promise<Competition> {
  const field = [popularity, ...candidates.filter((candidate) => candidate !== popularity)];
  const results: CandidateResult[] = [];
  const leftOut: { name: string; reason: string }[] = [];
  let leader: Entrant | null = null;
  let baseline: Run | null = null;
  let left = options.budgetSeconds;
  for (const [at, candidate] of field.entries()) {
    const run = await runOf(candidate, course, {
      ...options,
      budgetSeconds: leader ? left : Number.POSITIVE_INFINITY,
      progress: (share) => options.progress((at + share) / field.length, candidate.name),
    });
    baseline ??= run;
    if (!candidates.includes(candidate)) continue;
    if (!(run && baseline)) {
      leftOut.push({ name: candidate.name, reason: `the budget of ${options.budgetSeconds} s was spent` });
      left = 0;
      continue;
    }
    left -= run.seconds.train;
    leader = leader ? choose([leader, run]) : run;
    results.push(resultOf(run, baseline));
  }
  if (!leader) throw new RangeError("expected at least one candidate, got none");
  return { winner: leader, results, leftOut };
}

interface Run extends Entrant {
  readonly seconds: CandidateResult["seconds"];
  readonly validation: Ranks;
  readonly test: Ranks;
}

/** Null when the budget is over before the candidate is fitted. */
async function runOf(candidate: Recommender, course: Course, options: Omit<EvaluateOptions, "candidates">) {
  const { plan, sequences } = course;
  const { seed, signal } = options;
  const progress = (from: number, size: number) => (share: number) =>
    options.progress(from + size * share, candidate.name);
  const started = performance.now();
  const fit = await withinBudget(
    (deadline) => fitTwice(candidate, plan, { seed, signal: deadline, progress: progress(0, 0.5) }),
    { signal, seconds: options.budgetSeconds },
  );
  if (!fit) return null;
  const train = secondsSince(started);
  const validation = await nextItemRanks(sequences, plan.validation.heldOut, {
    score: fit.validation.score,
    signal,
    progress: progress(0.5, 0.25),
  });
  const fitted = performance.now();
  const test = await nextItemRanks(sequences, plan.test.heldOut, {
    score: fit.test.score,
    signal,
    progress: progress(0.75, 0.25),
  });
  const gains = Float64Array.from(validation.full, (rank) => hit(rank, SHOWN));
  return {
    name: candidate.name,
    gains,
    model: fit.test,
    seconds: { train, predict: secondsSince(fitted) },
    validation,
    test,
  } satisfies Run;
}

function resultOf({ name, seconds, validation, test }: Run, baseline: Run): CandidateResult {
  return {
    name,
    seconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    validation: nextItemScores(validation, baseline.validation),
    scores: nextItemScores(test, baseline.test),
  };
}

interface Fit {
  readonly validation: RecommenderModel;
  readonly test: RecommenderModel;
}

async function fitTwice(candidate: Recommender, { validation, test }: Plan, options: FitOptions): Promise<Fit> {
  const first = await candidate.fit(validation.learnFrom, options);
  if (test.learnFrom === validation.learnFrom) return { validation: first, test: first };
  return { validation: first, test: await candidate.fit(test.learnFrom, options) };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
