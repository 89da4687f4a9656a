import { seasonalIndices } from "#numeric/seasonal-indices.js";
import { isSeasonal } from "./seasonality.js";

/**
 * The M4 competition's yardstick: the last value, seasonally adjusted where the series is seasonal, carried forward.
 * [horizon]; zeros where nothing was observed.
 *
 * Source: naive_2 in the M4 competition's "Benchmarks and Evaluation": multiplicative classical decomposition. There a
 * phase whose index is 0 (a day the shop is closed) divides by zero; here its forecast is 0 and the last open
 * observation is carried forward.
 */
export function naive2(training: Float64Array, period: number, horizon: number): Float64Array {
  const indices = isSeasonal(training, period)
    ? seasonalIndices(training, period, "multiplicative")
    : new Float64Array(1).fill(1);
  const index = (t: number): number => indices[t % indices.length]!;
  let last = 0;
  for (let t = training.length - 1; t >= 0; t--) {
    const adjusted = training[t]! / index(t);
    if (!Number.isFinite(adjusted)) continue;
    last = adjusted;
    break;
  }
  return Float64Array.from({ length: horizon }, (_, step) => last * index(training.length + step));
}
