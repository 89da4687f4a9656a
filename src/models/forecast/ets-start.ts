import { seasonalIndices } from "#numeric/seasonal-indices.js";
import { type EtsStates, SEASONS_FROM } from "./ets-filter.js";
import type { EtsForm } from "./ets-form.js";

const FEWEST_POINTS = 10;
const SMALLEST_INDEX = 0.01; // a season that divides by nothing has no states

/**
 * States to start the search from: season by classical decomposition of the whole series, level and trend by a straight
 * line through the first, seasonally adjusted observations.
 *
 * Source: Hyndman et al. (2008), §2.6.1.
 *
 * @param series with gaps filled; at least two seasons where the form has one
 */
export function startingStates({ trend, season }: EtsForm, series: Float64Array, period: number): EtsStates {
  const states = new Float64Array(SEASONS_FROM + (season === "N" ? 1 : period));
  const indices = states.subarray(SEASONS_FROM);
  if (season === "A") indices.set(seasonalIndices(series, period, "additive"));
  if (season === "M") indices.set(positiveIndices(series, period));
  const seasons = season === "N" ? 1 : period;
  const points = Math.min(series.length, Math.max(FEWEST_POINTS, 2 * seasons));
  const adjusted = series.slice(0, points).map((y, t) => {
    const index = indices[t % seasons]!;
    return season === "M" ? y / index : y - index;
  });
  const [level, slope] = trend === "N" ? [average(adjusted), 0] : straightLine(adjusted);
  states[0] = level;
  states[1] = slope;
  return states;
}

function positiveIndices(series: Float64Array, period: number): Float64Array {
  const indices = seasonalIndices(series, period, "multiplicative").map((index) => Math.max(index, SMALLEST_INDEX));
  const mean = average(indices);
  return indices.map((index) => index / mean);
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Level just before the first point, and slope, of the least-squares line. */
function straightLine(values: Float64Array): [level: number, slope: number] {
  const middle = (values.length + 1) / 2; // points stand at 1, 2, …
  const mean = average(values);
  let covariance = 0;
  let variance = 0;
  values.forEach((value, i) => {
    covariance += (i + 1 - middle) * (value - mean);
    variance += (i + 1 - middle) ** 2;
  });
  const slope = variance > 0 ? covariance / variance : 0;
  return [mean - slope * middle, slope];
}
