/**
 * What each phase of the season adds to the trend ("additive", mean 0) or multiplies it with ("multiplicative", mean 1):
 * the average, by phase, of the series against its centred moving average. [period], phase 0 is that of `series[0]`
 *
 * Missing values (NaN) are left out; a phase that was never seen gets 0 or 1.
 *
 * Source: classical decomposition, Forecasting: Principles and Practice, 3rd ed., §3.4 (R's `decompose`).
 * @throws {RangeError} for fewer than two whole seasons.
 */
export function seasonalIndices(
  series: Float64Array,
  period: number,
  kind: "additive" | "multiplicative",
): Float64Array {
  if (series.length < 2 * period) {
    throw new RangeError(`seasonal indices need ${2 * period} observations, got ${series.length}`);
  }
  const trend = centredAverage(series, period);
  const neutral = kind === "additive" ? 0 : 1;
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = 0; t < series.length; t++) {
    const effect = kind === "additive" ? series[t]! - trend[t]! : series[t]! / trend[t]!;
    if (!Number.isFinite(effect)) continue;
    sums[t % period]! += effect;
    counts[t % period]!++;
  }
  const indices = sums.map((sum, phase) => (counts[phase]! > 0 ? sum / counts[phase]! : neutral));
  const mean = indices.reduce((sum, index) => sum + index, 0) / period;
  if (kind === "additive") return indices.map((index) => index - mean);
  return mean > 0 ? indices.map((index) => index / mean) : indices.fill(neutral);
}

/** A whole season centred on each point, the two ends counting half where the period is even; NaN near the ends. [n] */
function centredAverage(series: Float64Array, period: number): Float64Array {
  const half = Math.floor(period / 2);
  const edge = period % 2 === 0 ? 0.5 : 1;
  return series.map((_, t) => {
    if (t < half || t + half >= series.length) return Number.NaN;
    let sum = 0;
    let weights = 0;
    for (let offset = -half; offset <= half; offset++) {
      const value = series[t + offset]!;
      const weight = Math.abs(offset) === half ? edge : 1;
      if (Number.isNaN(value)) continue;
      sum += weight * value;
      weights += weight;
    }
    return sum / weights;
  });
}
