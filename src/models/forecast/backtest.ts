import type { ForecastModel } from "./forecaster.js";

/** What a model's forecasts would have missed by, made again and again from days that lay behind it. */
export interface Backtest {
  /** Observations in a season. */
  readonly period: number;
  readonly horizon: number;
  /** How many observations the first forecast had seen; each further one saw one more. */
  readonly firstOrigin: number;
  /** [origins][horizon] actual − expected, NaN where the outcome is not known. */
  readonly errors: readonly Float64Array[];
}

export interface BacktestOptions {
  readonly period: number;
  readonly horizon: number;
  /** Forecasts below it are lifted to it: 0 for what cannot be negative, −Infinity for the rest. */
  readonly floor: number;
}

const HORIZONS = 13; // about a year of daily data at four weeks ahead: enough errors, and not from another age

/**
 * How many of the last observations a model must not have seen when it is fitted for {@link backtest}: half of the
 * series, thirteen horizons at most. The model is fitted once, then moves on through them without learning anew.
 */
export function heldBack(observations: number, horizon: number): number {
  return Math.min(Math.floor(observations / 2), HORIZONS * horizon);
}

/**
 * Forecasts from every origin in `later`, the model moving on by one observation each time.
 *
 * Source: evaluation on a rolling forecasting origin, FPP3 §5.10.
 *
 * @param model fitted to what came before `later`
 */
export function backtest(model: ForecastModel, later: Float64Array, options: BacktestOptions): Backtest {
  const { period, horizon, floor } = options;
  const errors: Float64Array[] = [];
  let standing = model;
  for (let origin = 0; origin < later.length; origin++) {
    const expected = standing.mean(horizon);
    errors.push(expected.map((mean, step) => (later[origin + step] ?? Number.NaN) - Math.max(floor, mean)));
    standing = standing.extended(later.subarray(origin, origin + 1));
  }
  return { period, horizon, firstOrigin: model.observations, errors };
}

/** Mean size of all errors whose outcome is known; NaN without any. */
export function meanAbsoluteError({ errors }: Backtest): number {
  let sum = 0;
  let known = 0;
  for (const row of errors) {
    for (const error of row) {
      if (Number.isNaN(error)) continue;
      sum += Math.abs(error);
      known++;
    }
  }
  return sum / known;
}
