import { poolAdjacentViolators, type Step, stepAt } from "#numeric/pool-adjacent-violators.js";
import type { Scores } from "./segments.js";
import { allScores, rfmCuts, type Snapshot } from "./snapshot.js";

/** What a candidate may look at to say how likely a customer is to buy again. */
export interface Evidence {
  readonly recencyDays: number;
  readonly frequency: number;
  readonly scores: Scores;
}

/** A way to rank customers by how likely they are to buy again; higher is likelier. */
export const rankings = {
  recency: ({ recencyDays }: Evidence) => -recencyDays,
  frequency: ({ frequency }: Evidence) => frequency,
  rfm: ({ scores }: Evidence) => scores.r + scores.f + scores.m,
} as const satisfies Readonly<Record<string, (evidence: Evidence) => number>>;

export type CandidateName = keyof typeof rankings;

/** Simplest first. */
export const candidateNames = ["recency", "frequency", "rfm"] as const satisfies readonly CandidateName[];

/** @throws {RangeError} when there is no such candidate. */
export function candidateNamed(name: string): CandidateName {
  const found = candidateNames.find((candidate) => candidate === name);
  if (found) return found;
  throw new RangeError(`unknown candidate "${name}", expected ${candidateNames.join(", ")}`);
}

/** What a candidate gives every customer of a snapshot. [customers] */
export function rankingOf(candidate: CandidateName, snapshot: Snapshot, scores: readonly Scores[]): Float64Array {
  return Float64Array.from(scores, (rowScores, row) =>
    rankings[candidate]({
      recencyDays: snapshot.recencyDays[row]!,
      frequency: snapshot.frequency[row]!,
      scores: rowScores,
    }),
  );
}

/** How often customers with a given score bought again within some days, as counted in a window of the past. */
export interface BuyAgain {
  readonly horizonDays: number;
  /** Customers the window was counted on; 0: the history is too short, nothing is known. */
  readonly customers: number;
  /** Share of all of them who bought again. */
  readonly rate: number;
  /** Rising with the candidate's score. */
  readonly steps: readonly Step[];
}

/** A window of the past: who the customers were before it, and who of them bought in it. */
export interface Window {
  readonly days: number;
  readonly before: Snapshot;
  /** [customers of `before`] as they were then. */
  readonly scores: readonly Scores[];
  /** [customers of `before`] 1 or 0 */
  readonly bought: Uint8Array;
}

/** The customers of a snapshot with the scores they had, and who of them bought afterwards. */
export function windowOf(days: number, before: Snapshot, bought: Uint8Array): Window {
  return { days, before, scores: allScores(before, rfmCuts(before)), bought };
}

/** Counts, for a candidate, how often each score was followed by another order. */
export function countBuyAgain(candidate: CandidateName, { days, before, scores, bought }: Window): BuyAgain {
  const customers = days > 0 ? before.ids.length : 0;
  const ranking = rankingOf(candidate, before, scores);
  const outcomes = Float64Array.from(bought);
  const buyers = outcomes.reduce((total, outcome) => total + outcome, 0);
  return {
    horizonDays: days,
    customers,
    rate: customers > 0 ? buyers / customers : 0,
    // nobody is certain to buy, or never to: at most one doubt in all who were counted
    steps: poolAdjacentViolators(ranking, outcomes).map(({ from, value }) => ({
      from,
      value: Math.min(Math.max(value, 1 / (customers + 2)), 1 - 1 / (customers + 2)),
    })),
  };
}

/** The chance in [0, 1] that a customer buys again within the horizon; null when nothing was counted. */
export function chance(buyAgain: BuyAgain, score: number): number | null {
  return buyAgain.customers > 0 ? stepAt(buyAgain.steps, score) : null;
}
