import type { Worded } from "#measure/score.js";

/** What the candidates compete on: series that end, and what came after. */
export interface Course {
  readonly series: readonly Series[];
  /** Observations in a season, the same for all series. */
  readonly period: number;
  /** How it was split and what was taken for the season, in a sentence or two. */
  readonly split: Worded;
}

export interface Series {
  readonly id: string;
  /** Oldest first; NaN where a step is missing. Empty: there is nothing to forecast from. */
  readonly training: Float64Array;
  /** How far ahead the last test row lies. */
  readonly horizon: number;
  readonly tests: readonly TestRow[];
}

export interface TestRow {
  readonly ds: string;
  /** Steps after the end of training, from 1. */
  readonly ahead: number;
  /** NaN: predicted, not scored. */
  readonly actual: number;
}

/** Where the data do not say: what the M4 competition held back at that season, four weeks for days. */
const HELD_BACK: Readonly<Record<number, number>> = { 4: 8, 7: 28, 12: 18, 24: 48 };
const HELD_BACK_ELSE = 13;
const LARGEST_SHARE = 0.25;

/** How many of the last `observations` become the test where the data do not say: a quarter at most. */
export function testLength(observations: number, period: number): number {
  return Math.min(HELD_BACK[period] ?? HELD_BACK_ELSE, Math.floor(observations * LARGEST_SHARE));
}
