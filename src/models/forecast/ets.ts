import { filledGaps } from "#numeric/filled-gaps.js";
import { type EtsStates, runEts } from "./ets-filter.js";
import { type FittedForm, fitForm } from "./ets-fit.js";
import { type EtsForm, type EtsWeights, etsForms, formName, parameterCount } from "./ets-form.js";
import { startingStates } from "./ets-start.js";
import type { Forecaster, ForecastModel, ForecastParts, SavedForecast } from "./forecaster.js";

const NAME = "ets";
const MIN_OBSERVATIONS = 5; // what AICc needs for the smallest form
const LONGEST_SEASON = 24; // beyond, indices outnumber what a series can teach (R's ets draws the same line)
const FIRST_GUESS: EtsWeights = { alpha: 0.2, beta: 0.02, gamma: 0.05, phi: 0.95 };

/**
 * Exponential smoothing in its state space form: level, trend and season each follow the data at their own speed.
 * Every form the series allows is fitted by maximum likelihood; the one with the smallest AICc stays.
 *
 * A missing observation teaches nothing (its error is taken to be zero). The series is scaled to about 1 first, so that
 * cents and millions are the same problem.
 *
 * Source: Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing; Hyndman & Athanasopoulos,
 * Forecasting: Principles and Practice, 3rd ed., ch. 8.
 */
export const ets: Forecaster = {
  name: NAME,
  minObservations: () => MIN_OBSERVATIONS,

  fit(series, { period }) {
    const known = series.filter((y) => !Number.isNaN(y));
    if (known.length < MIN_OBSERVATIONS) {
      throw new RangeError(`${NAME} needs ${MIN_OBSERVATIONS} known observations, got ${known.length}`);
    }
    const scale = scaleOf(known);
    const scaled = series.map((y) => y / scale);
    const best = bestForm(scaled, seasonOf(known.length, period));
    const { form, weights, initial, aicc, sigma } = best;
    const states = initial.slice();
    runEts({ form, weights, states }, scaled, 0, new Float64Array(scaled.length));
    return modelOf({ form, weights, states, scale, observations: series.length, aicc, sigma });
  },

  load(saved) {
    const state = saved["state"] as (Omit<State, "states"> & { states: number[] }) | undefined;
    if (saved.name !== NAME || !Array.isArray(state?.states)) {
      throw new TypeError(`expected a saved ${NAME} model, got ${JSON.stringify(saved).slice(0, 80)}`);
    }
    return modelOf({ ...state, states: Float64Array.from(state.states) });
  },
};

interface State {
  readonly form: EtsForm;
  readonly weights: EtsWeights;
  /** After the last observation, in units of `scale`. */
  readonly states: EtsStates;
  readonly scale: number;
  readonly observations: number;
  readonly aicc: number;
  readonly sigma: number;
}

function bestForm(scaled: Float64Array, period: number): FittedForm {
  const positive = scaled.every((y) => Number.isNaN(y) || y > 0);
  const observed = scaled.reduce((count, y) => count + (Number.isNaN(y) ? 0 : 1), 0);
  const filled = filledGaps(scaled, period);
  const fitted = etsForms({ positive, seasonal: period > 1 })
    .filter((form) => observed - parameterCount(form, period) > 1)
    .map((form) => fitForm(form, scaled, { weights: FIRST_GUESS, initial: startingStates(form, filled, period) }));
  return fitted.reduce((best, next) => (next.aicc < best.aicc ? next : best));
}

/** A season needs to have been seen twice, and a little more, before it can be told from chance. */
function seasonOf(known: number, period: number): number {
  return period <= LONGEST_SEASON && known > 2 * period ? period : 1;
}

/** The mean size of the known observations, found without overflow; 1 for a series of zeros. */
function scaleOf(known: Float64Array): number {
  const largest = known.reduce((max, y) => Math.max(max, Math.abs(y)), 0);
  if (largest === Number.POSITIVE_INFINITY) throw new RangeError("expected finite observations, got an infinite one");
  if (largest === 0) return 1;
  return largest * (known.reduce((sum, y) => sum + Math.abs(y) / largest, 0) / known.length);
}

function modelOf(state: State): ForecastModel {
  const { form, weights, states, scale, observations, aicc, sigma } = state;
  return Object.freeze({
    name: NAME,
    form: formName(form),
    parameters: { ...weights, aicc, sigma },
    observations,
    mean: (horizon: number) => ahead(state, horizon),
    parts: (horizon: number) => partsOf(state, horizon),
    extended: (series: Float64Array) => {
      const moved = states.slice();
      const scaled = series.map((y) => y / scale);
      runEts({ form, weights, states: moved }, scaled, observations, new Float64Array(series.length));
      return modelOf({ ...state, states: moved, observations: observations + series.length });
    },
    save: (): SavedForecast => ({ name: NAME, state: { ...state, states: [...states] } }),
  });
}

/** A run over observations that are all missing: errors are zero, so the one-step means are the expected path. */
function ahead({ form, weights, states, scale, observations }: State, horizon: number): Float64Array {
  const means = new Float64Array(horizon);
  runEts({ form, weights, states: states.slice() }, new Float64Array(horizon).fill(Number.NaN), observations, means);
  return means.map((mean) => mean * scale);
}

/** The level as it stands, what the trend adds to it, and what the season adds to, or takes from, both. */
function partsOf(state: State, horizon: number): ForecastParts {
  const { states, scale, weights } = state;
  const level = new Float64Array(horizon).fill(states[0]! * scale);
  let step = states[1]! * scale;
  let sum = 0;
  const trend = level.map(() => {
    step *= weights.phi;
    sum += step;
    return sum;
  });
  const season = ahead(state, horizon).map((mean, i) => mean - level[i]! - trend[i]!);
  return { level, trend, season };
}
