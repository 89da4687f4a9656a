import type { Forecaster, ForecastModel, SavedForecast } from "./forecaster.js";

const NAME = "seasonal-naive";

/**
 * Repeats the last season: every step is what was last observed at its phase. Where a phase was never observed, the mean
 * of those that were. The baseline every other candidate has to beat.
 *
 * Source: Forecasting: Principles and Practice, 3rd ed., §5.2.
 */
export const seasonalNaive: Forecaster = {
  name: NAME,
  minObservations: () => 1,

  fit(series, { period }) {
    const last = new Float64Array(period).fill(Number.NaN);
    const model = observed(last, 0, series);
    if (model.last.every(Number.isNaN)) throw new RangeError(`${NAME} needs 1 known observation, got none`);
    return modelOf(model);
  },

  load(saved) {
    const { name, last, observations } = saved;
    if (name !== NAME || !Array.isArray(last) || typeof observations !== "number") {
      throw new TypeError(`expected a saved ${NAME} model, got ${JSON.stringify(saved).slice(0, 80)}`);
    }
    return modelOf({ last: Float64Array.from(last, (value: number | null) => value ?? Number.NaN), observations });
  },
};

interface State {
  /** [period] what was last observed at each phase; NaN: nothing yet. */
  readonly last: Float64Array;
  readonly observations: number;
}

function observed(last: Float64Array, from: number, series: Float64Array): State {
  const next = last.slice();
  series.forEach((y, t) => {
    if (Math.abs(y) === Number.POSITIVE_INFINITY) throw new RangeError(`expected finite observations, got ${y}`);
    if (!Number.isNaN(y)) next[(from + t) % next.length] = y;
  });
  return { last: next, observations: from + series.length };
}

function modelOf(state: State): ForecastModel {
  const known = state.last.filter((y) => !Number.isNaN(y));
  const level = known.reduce((sum, y) => sum + y / known.length, 0);
  const mean = (horizon: number): Float64Array =>
    Float64Array.from({ length: horizon }, (_, step) => {
      const y = state.last[(state.observations + step) % state.last.length]!;
      return Number.isNaN(y) ? level : y;
    });
  return Object.freeze({
    name: NAME,
    form: NAME,
    parameters: {},
    observations: state.observations,
    mean,
    parts: (horizon: number) => ({
      level: new Float64Array(horizon).fill(level),
      trend: new Float64Array(horizon),
      season: mean(horizon).map((y) => y - level),
    }),
    extended: (series: Float64Array) => modelOf(observed(state.last, state.observations, series)),
    save: (): SavedForecast => ({
      name: NAME,
      last: Array.from(state.last, (y) => (Number.isNaN(y) ? null : y)),
      observations: state.observations,
    }),
  });
}
