import { formatCount, formatDay } from "#charts/format.js";
import { areaUnderRoc, placements } from "#measure/area-under-roc.js";
import { choose } from "#measure/choose.js";
import { liftAmongBest } from "#measure/lift-among-best.js";
import type { CandidateResult, LeftOut, Score, Worded } from "#measure/score.js";
import { budgetSpent } from "#measure/within-budget.js";
import { type Table, tableOf } from "#table/table.js";
import type { Context, Evaluated, EvaluateOptions } from "../task.js";
import {
  type BuyAgain,
  type CandidateName,
  candidateNamed,
  candidateNames,
  chance,
  countBuyAgain,
  rankingOf,
  type Window,
} from "./buy-again.js";
import { horizonDays } from "./horizon.js";
import { dayNumber, dayText, type OrderHistory, orderHistoryOf, windowFrom } from "./order-history.js";
import { segmentOf } from "./segments.js";

const BASELINE = candidateNames[0];
const BEST_SHARE = 0.2;

/** The two windows at the end of the history: one to choose the candidate on, then one to measure it on, once. */
interface Trial {
  readonly validation: Window;
  readonly test: Window;
}

/**
 * Asks of the past: given only what was known on a day, who bought again afterwards? Customers are ranked as they were
 * two horizons before today and checked against the horizon that followed (validation), then the same one horizon
 * later (test). The chances given to the test's customers are those counted on the validation window.
 */
export async function evaluate(context: Context, options: EvaluateOptions): Promise<Evaluated> {
  const entrants = candidatesFor(options.candidates);
  const history = orderHistoryOf(await context.read("orders"));
  const today = todayOf(history, context.asOf);
  const trial = trialOf(history, today);
  const runs: Run[] = [];
  const leftOut: LeftOut[] = [];
  const startedAt = performance.now();
  for (const [at, name] of entrants.entries()) {
    options.signal.throwIfAborted();
    options.progress(at / entrants.length, name);
    if (at > 0 && performance.now() - startedAt > options.budgetSeconds * 1000) {
      leftOut.push({ name, reason: budgetSpent(options.budgetSeconds) });
    } else runs.push(runOf(name, trial));
  }
  const chosen = choose(runs as [Run, ...Run[]]);
  options.progress(1, "done");
  const evaluation = {
    task: "profile",
    seed: options.seed,
    chosen: chosen.name,
    better: "higher" as const,
    candidates: runs.map(({ result }) => result),
    leftOut,
    protocol: protocolOf(trial, today),
  };
  return { evaluation, predictions: predictionsOf(trial.test, chosen) };
}

/** Those asked for, simplest first; all when none is named. @throws {RangeError} for an unknown one. */
function candidatesFor(names: readonly string[]): readonly CandidateName[] {
  const asked = new Set(names.map(candidateNamed));
  return asked.size > 0 ? candidateNames.filter((name) => asked.has(name)) : candidateNames;
}

/** The day after the last that counts; a data set that is a single file knows it from its orders alone. */
function todayOf({ day }: OrderHistory, asOf: string): number {
  return day.reduce((latest, orderDay) => Math.max(latest, orderDay + 1), dayNumber(asOf));
}

function trialOf(history: OrderHistory, today: number): Trial {
  const first = history.day.reduce((earliest, day) => Math.min(earliest, day), today);
  const days = horizonDays(today - first);
  return {
    validation: windowFrom(history, today - 2 * days, days),
    test: windowFrom(history, today - days, days),
  };
}

interface Run {
  readonly name: CandidateName;
  /** For each customer who bought again in the validation window, the share of the others ranked below. */
  readonly gains: Float64Array;
  readonly counted: BuyAgain;
  /** [customers of the test] */
  readonly ranking: Float64Array;
  readonly result: CandidateResult;
}

function runOf(name: CandidateName, { validation, test }: Trial): Run {
  const startedAt = performance.now();
  const counted = countBuyAgain(name, validation);
  const trainedAt = performance.now();
  const ranking = rankWindow(name, test);
  const chances = ranking.map((score) => chance(counted, score) ?? Number.NaN);
  const predictedAt = performance.now();
  const scores = [...rankingScores(name, test), calibrationGap(test, chances, counted.rate)];
  return {
    name,
    gains: placements(rankWindow(name, validation), validation.bought),
    counted,
    ranking,
    result: {
      name,
      seconds: { train: (trainedAt - startedAt) / 1000, predict: (predictedAt - trainedAt) / 1000 },
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
      validation: rankingScores(name, validation).filter(isKnown),
      scores: scores.filter(isKnown),
    },
  };
}

const isKnown = ({ value, baseline }: Score) => Number.isFinite(value) && Number.isFinite(baseline);

function rankWindow(name: CandidateName, { before, scores }: Window): Float64Array {
  return rankingOf(name, before, scores);
}

function rankingScores(name: CandidateName, window: Window): Score[] {
  const [ranking, baseline] = [rankWindow(name, window), rankWindow(BASELINE, window)];
  const { bought } = window;
  return [
    {
      name: "AUC",
      value: areaUnderRoc(ranking, bought),
      unit: "share",
      baseline: areaUnderRoc(baseline, bought),
    },
    {
      name: "lift@20%",
      value: liftAmongBest(ranking, bought, BEST_SHARE),
      unit: "times",
      baseline: liftAmongBest(baseline, bought, BEST_SHARE),
    },
  ];
}

/** How far the mean chance is above the share who did buy; the baseline gives everyone the share of last time. */
function calibrationGap({ bought }: Window, chances: Float64Array, rate: number): Score {
  const share = mean(Float64Array.from(bought));
  return {
    name: "calibration gap",
    value: mean(chances) - share,
    unit: "share",
    baseline: rate - share,
  };
}

const mean = (values: Float64Array) => values.reduce((total, value) => total + value, 0) / values.length;

function protocolOf({ validation, test }: Trial, today: number): Worded {
  const { days } = test;
  if (days === 0 || validation.before.ids.length === 0) {
    return {
      en: "The history is too short to look back from inside of it: nothing was measured and the simplest candidate stands.",
      zh: "历史太短，无法在其中回看：未做评估，采用最简单的模型。",
    };
  }
  const known = [validation.before.ids.length, test.before.ids.length] as const;
  const on = [dayText(today - 2 * days), dayText(today - days)] as const;
  return {
    en:
      `Chosen on the ${formatCount(known[0], "en")} customers known on ${formatDay(on[0], "en")}, by who of them bought ` +
      `in the ${days} days that followed; measured once on the ${formatCount(known[1], "en")} customers known on ` +
      `${formatDay(on[1], "en")} and the ${days} days after it. Scores use only what was known on the day.`,
    zh:
      `以${formatDay(on[0], "zh")}当天已知的 ${formatCount(known[0], "zh")} 位顾客在随后 ${days} 天内是否再次购买来选择模型；` +
      `再以${formatDay(on[1], "zh")}当天已知的 ${formatCount(known[1], "zh")} 位顾客及其后 ${days} 天评估一次。打分只用当天已知的信息。`,
  };
}

/** One row per customer known when the test window began. */
function predictionsOf({ before, scores, bought }: Window, { counted, ranking }: Run): Table {
  return tableOf({
    customer_id: before.ids,
    chance: ranking.map((score) => chance(counted, score) ?? Number.NaN),
    score: ranking,
    segment: scores.map(segmentOf),
    bought_again: Float64Array.from(bought),
  });
}
