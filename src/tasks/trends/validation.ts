import { seasonalNaiveError } from "#measure/mase.js";
import { type Backtest, meanAbsoluteError } from "#models/forecast/backtest.js";
import type { Series } from "./course.js";

/** What a backtest says of a candidate on one series, before any test row is looked at. */
export interface Validation {
  /** Mean error of all forecasts from the past, in units of the training error of the seasonal naive; NaN: unknown. */
  readonly mase: number;
  /** The same for each stretch of origins as long as the horizon: stretches overlap little, so they count as cases. */
  readonly stretches: readonly number[];
}

export function validationOf(past: Backtest, { training }: Series, period: number): Validation {
  const scale = seasonalNaiveError(training, period);
  const usable = scale > 0 ? scale : Number.NaN;
  const stretches: number[] = [];
  for (let from = 0; from < past.errors.length; from += past.horizon) {
    const errors = past.errors.slice(from, from + past.horizon);
    const error = meanAbsoluteError({ ...past, errors }) / usable;
    // what cannot be measured is a tie for all candidates
    stretches.push(Number.isNaN(error) ? 0 : error);
  }
  return { mase: meanAbsoluteError(past) / usable, stretches };
}
