import { type Coverage, intervalCoverage } from "#measure/interval-coverage.js";
import { mase, seasonalNaiveError } from "#measure/mase.js";
import { naive2 } from "#measure/naive2.js";
import { smape } from "#measure/smape.js";
import type { AbsoluteErrors } from "#measure/wape.js";
import { absoluteErrors } from "#measure/wape.js";
import { type Backtest, backtest, heldBack } from "#models/forecast/backtest.js";
import { bandRadii } from "#models/forecast/conformal-band.js";
import { fitOrSimpler } from "#models/forecast/fit-or-simpler.js";
import type { Forecaster, ForecastModel } from "#models/forecast/forecaster.js";
import type { Series } from "./course.js";

/** A candidate fitted to one series: once to its first part, to be watched on the rest, and once to all of it. */
export interface Fitted {
  readonly model: ForecastModel;
  readonly past: Backtest;
  /** 0 where nothing was ever below it, −Infinity elsewhere: expectations and bands do not go below. */
  readonly floor: number;
}

/** The expected values of a series' test rows and the bands around them. [test rows] each */
export interface Band {
  readonly mean: Float64Array;
  readonly lower80: Float64Array;
  readonly upper80: Float64Array;
  readonly lower95: Float64Array;
  readonly upper95: Float64Array;
}

/** How one series went. */
export interface Marks {
  readonly smape: number;
  readonly mase: number;
  readonly absolute: AbsoluteErrors;
  readonly coverage80: Coverage;
  readonly coverage95: Coverage;
}

/** Sales never fall below zero where they never have. */
export function floorOf(series: Float64Array): number {
  return series.some((y) => y < 0) ? Number.NEGATIVE_INFINITY : 0;
}

/** @throws {RangeError} for a series without a known observation. */
export function fitted(forecaster: Forecaster, { training, horizon }: Series, period: number): Fitted {
  const cut = firstKnown(training) + 1;
  const seen = Math.max(cut, training.length - heldBack(training.length, horizon));
  const floor = floorOf(training);
  const early = fitOrSimpler(forecaster, training.subarray(0, seen), { period });
  const past = backtest(early, training.subarray(seen), { period, horizon, floor });
  return { model: fitOrSimpler(forecaster, training, { period }), past, floor };
}

/** What to expect at the test rows, from a candidate fitted to what came before them. */
export function bandOf({ model, past, floor }: Fitted, { tests, horizon }: Series): Band {
  const mean = model.mean(horizon).map((y) => Math.max(floor, y));
  const radii80 = bandRadii(past, 0.8, model.observations);
  const radii95 = bandRadii(past, 0.95, model.observations);
  const at = (value: (step: number) => number): Float64Array =>
    Float64Array.from(tests, ({ ahead }) => Math.max(floor, value(ahead - 1)));
  return {
    mean: at((step) => mean[step]!),
    lower80: at((step) => mean[step]! - radii80[step]!),
    upper80: at((step) => mean[step]! + radii80[step]!),
    lower95: at((step) => mean[step]! - radii95[step]!),
    upper95: at((step) => mean[step]! + radii95[step]!),
  };
}

/** The band of a series that nothing is known of. */
export function unknownBand({ tests }: Series): Band {
  const unknown = new Float64Array(tests.length).fill(Number.NaN);
  return { mean: unknown, lower80: unknown, upper80: unknown, lower95: unknown, upper95: unknown };
}

export function marksOf(band: Band, { tests, training }: Series, period: number): Marks {
  const actual = Float64Array.from(tests, (row) => row.actual);
  return {
    smape: smape(actual, band.mean),
    mase: mase(actual, band.mean, seasonalNaiveError(training, period)),
    absolute: absoluteErrors(actual, band.mean),
    coverage80: intervalCoverage(actual, band.lower80, band.upper80),
    coverage95: intervalCoverage(actual, band.lower95, band.upper95),
  };
}

/** What the M4 competition's yardstick reaches on the same rows. */
export function yardstick({ tests, training, horizon }: Series, period: number): Pick<Marks, "smape" | "mase"> {
  const ahead = naive2(training, period, horizon);
  const mean = Float64Array.from(tests, (row) => ahead[row.ahead - 1]!);
  const actual = Float64Array.from(tests, (row) => row.actual);
  return { smape: smape(actual, mean), mase: mase(actual, mean, seasonalNaiveError(training, period)) };
}

function firstKnown(series: Float64Array): number {
  return series.findIndex((y) => !Number.isNaN(y));
}
