import { autocorrelation } from "./autocorrelation.js";

const ONE_SIDED_95 = 1.645;

/**
 * Whether a series repeats itself every `period` observations, by the 90 % test of the M4 competition: its
 * autocorrelation at that lag is further from 0 than chance and the shorter lags explain. Under three seasons: no.
 *
 * Source: SeasonalityTest in the M4 competition's "Benchmarks and Evaluation"; limits by Bartlett's formula.
 */
export function isSeasonal(series: Float64Array, period: number): boolean {
  if (period < 2 || series.length < 3 * period) return false;
  const correlations = autocorrelation(series, period);
  const shorter = correlations.subarray(0, period - 1).reduce((sum, r) => sum + r * r, 0);
  const limit = (ONE_SIDED_95 / Math.sqrt(series.length)) * Math.sqrt(1 + 2 * shorter);
  return Math.abs(correlations[period - 1]!) > limit;
}
