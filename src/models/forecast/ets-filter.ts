import type { EtsForm, EtsWeights } from "./ets-form.js";

/**
 * The states of an exponential smoothing model, in one array so that a run over a series touches nothing else:
 * [level, trend, season of phase 0 … season of phase m − 1]. A form without season has m = 1 and a season of 0.
 */
export type EtsStates = Float64Array;

export const SEASONS_FROM = 2;

/** A model in motion: what it is, how fast it learns and where it stands. */
export interface EtsMotion {
  readonly form: EtsForm;
  readonly weights: EtsWeights;
  /** Moved along in place. */
  readonly states: EtsStates;
}

/**
 * Runs a model over `series`, moving its states along, and fills `means` with what it expected one step ahead. [n]
 *
 *     mean_t   = (level + φ·trend) + season      or × season
 *     level_t  = level + φ·trend + α·error_t     (÷ season)
 *     trend_t  = φ·trend + β·error_t             (÷ season)
 *     season_t = season + γ·error_t              (÷ (level + φ·trend))
 *
 * Additive and multiplicative errors share this recursion: they differ in the likelihood alone. A missing observation
 * (NaN) teaches nothing: its error is taken to be zero.
 *
 * Source: Hyndman et al. (2008), Table 2.2 and 2.3; Forecasting: Principles and Practice, 3rd ed., §8.5.
 *
 * @param from how many observations the states have seen: says which phase of the season comes first
 */
export function runEts({ form, weights, states }: EtsMotion, series: Float64Array, from: number, means: Float64Array) {
  const { alpha, beta, gamma, phi } = weights;
  const period = states.length - SEASONS_FROM;
  const factor = form.season === "M";
  let level = states[0]!;
  let trend = states[1]!;
  let phase = from % period;
  for (let t = 0; t < series.length; t++) {
    const season = states[SEASONS_FROM + phase]!;
    trend *= phi;
    level += trend;
    const mean = factor ? level * season : level + season;
    const error = series[t]! - mean;
    means[t] = mean;
    if (!Number.isNaN(error)) {
      const surprise = factor ? error / season : error;
      states[SEASONS_FROM + phase] = season + gamma * (factor ? error / level : error);
      level += alpha * surprise;
      trend += beta * surprise;
    }
    phase = phase + 1 === period ? 0 : phase + 1;
  }
  states[0] = level;
  states[1] = trend;
}
