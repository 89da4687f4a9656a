import { type Backtest, backtest, meanAbsoluteError } from "#models/forecast/backtest.js";
import { bandRadii, totalRadius } from "#models/forecast/conformal-band.js";
import { fitOrSimpler } from "#models/forecast/fit-or-simpler.js";
import type { ForecastModel } from "#models/forecast/forecaster.js";
import { measuredCoverage } from "#models/forecast/measured-coverage.js";
import { seasonalNaive } from "#models/forecast/seasonal-naive.js";
import type { Context } from "../task.js";
import type { DailyForecast, PastForecasts, TrendsAnswer } from "./answer.js";
import { type DailySales, dailySalesOf } from "./daily-sales.js";
import { dayNumber, dayText } from "./day-number.js";
import { type TrendsModel, WEEK } from "./model.js";

const DAYS_SHOWN = 84;
const FLOOR = 0; // sales are lines with a price above zero
const COVERAGE = 0.8;

/** Where a model stands on the day it is asked, and what it has to say. */
export interface Standing {
  readonly model: ForecastModel;
  /** [horizon] */
  readonly mean: Float64Array;
  readonly sales: DailySales;
  /** What the same weekdays before brought. */
  readonly before: number;
}

/** @throws {RangeError} when the model has seen days after the one it is asked on. */
export async function standingOn(model: TrendsModel, horizon: number, context: Context): Promise<Standing> {
  const sales = dailySalesOf(await context.read("daily_sales"));
  const today = dayNumber(context.asOf);
  const next = model.firstDay + model.final.observations;
  if (next > today) {
    throw new RangeError(
      `the model has seen the days up to ${dayText(next - 1)}, but was asked on ${context.asOf}; run trends again`,
    );
  }
  const moved = model.final.extended(daysFrom(sales, next, today));
  const mean = moved.mean(horizon).map((y) => Math.max(FLOOR, y));
  return { model: moved, mean, sales, before: sameDaysBefore(sales, horizon, today) };
}

/** What the next `horizon` days should bring, with bands judged by forecasts from the past. */
export async function predict(
  model: TrendsModel,
  { horizon }: { horizon: number },
  context: Context,
): Promise<TrendsAnswer> {
  const { model: moved, mean, sales, before } = await standingOn(model, horizon, context);
  const today = dayNumber(context.asOf);
  const past = pastOf(model, { sales, today, horizon });
  const forecast = dailyForecast(mean, past.own, { today, origin: moved.observations });
  const history = daysFrom(sales, Math.max(sales.firstDay, today - DAYS_SHOWN), today);
  return {
    asOf: context.asOf,
    currency: context.currency,
    candidate: model.candidate,
    form: moved.form,
    days: sales.knownDays,
    history: {
      ds: Array.from(history, (_, i) => dayText(today - history.length + i)),
      cents: Array.from(history, (y) => (Number.isNaN(y) ? null : y)),
    },
    forecast,
    total: totalOf(forecast, past.own, moved.observations),
    before: Math.round(before),
    past: pastForecasts(past),
    hasWeek: hasWeek(moved),
    unfinishedDay: sales.unfinishedDay ? dayText(sales.firstDay + sales.knownDays) : null,
    silentDays: sales.silentDays,
  };
}

function dailyForecast(
  mean: Float64Array,
  past: Backtest,
  { today, origin }: { today: number; origin: number },
): DailyForecast {
  const around = (coverage: number) => bandRadii(past, coverage, origin);
  const [radii80, radii95] = [around(COVERAGE), around(0.95)];
  const shifted = (radii: Float64Array, sign: 1 | -1) =>
    Array.from(mean, (y, step) => Math.round(Math.max(FLOOR, y + sign * radii[step]!)));
  return {
    ds: Array.from(mean, (_, step) => dayText(today + step)),
    mean: Array.from(mean, Math.round),
    lower80: shifted(radii80, -1),
    upper80: shifted(radii80, 1),
    lower95: shifted(radii95, -1),
    upper95: shifted(radii95, 1),
  };
}

/** One day's total has that day's band. */
function totalOf({ mean, lower80, upper80 }: DailyForecast, past: Backtest, origin: number): TrendsAnswer["total"] {
  const total = mean.reduce((sum, y) => sum + y, 0);
  if (mean.length === 1) return { mean: total, lower80: lower80[0]!, upper80: upper80[0]! };
  const radius = totalRadius(past, { steps: mean.length, coverage: COVERAGE, origin });
  return { mean: total, lower80: Math.round(Math.max(FLOOR, total - radius)), upper80: Math.round(total + radius) };
}

interface Past {
  readonly own: Backtest;
  readonly naive: Backtest;
  /** The first day the early model has not seen, and the day it is asked on. */
  readonly from: number;
  readonly to: number;
}

/** Forecasts from every day since the early model was fitted, by it and by repeating the last week. */
function pastOf(
  { firstDay, early }: TrendsModel,
  { sales, today, horizon }: { sales: DailySales; today: number; horizon: number },
): Past {
  const from = firstDay + early.observations;
  const later = daysFrom(sales, from, today);
  const options = { period: WEEK, horizon, floor: FLOOR };
  const naive = fitOrSimpler(seasonalNaive, daysFrom(sales, firstDay, from), { period: WEEK });
  return { own: backtest(early, later, options), naive: backtest(naive, later, options), from, to: today };
}

function pastForecasts({ own, naive, from, to }: Past): PastForecasts {
  return {
    forecasts: own.errors.length,
    from: dayText(from),
    to: dayText(to - 1),
    missed: meanAbsoluteError(own),
    missedByNaive: meanAbsoluteError(naive),
    ...measuredCoverage(own, COVERAGE),
  };
}

/** The days from `from` until before `to`; NaN for those outside the data. */
function daysFrom({ firstDay, cents }: DailySales, from: number, to: number): Float64Array {
  return Float64Array.from({ length: Math.max(0, to - from) }, (_, i) => cents[from + i - firstDay] ?? Number.NaN);
}

/**
 * What the days as many whole weeks earlier brought, so that weekdays are compared with their like; those not known are
 * taken to be like the others, or like all days.
 */
function sameDaysBefore(sales: DailySales, days: number, today: number): number {
  const from = today - WEEK * Math.ceil(days / WEEK);
  const recent = daysFrom(sales, from, from + days).filter((y) => !Number.isNaN(y));
  const known = recent.length > 0 ? recent : sales.cents.subarray(0, sales.knownDays);
  return (known.reduce((sum, y) => sum + y, 0) / known.length) * days;
}

function hasWeek(model: ForecastModel): boolean {
  return model.name !== seasonalNaive.name && model.parts(WEEK).season.some((y) => y !== 0);
}
