/**
 * Autocorrelations of `series` at lags 1 … `lags`, index 0 being lag 1: NaN for a constant series. [lags]
 * Pairs with a missing value (NaN) are left out.
 *
 * Source: FPP3 §2.8 (R's `acf`: the sum of products over the whole variance, so distant lags are pulled to 0).
 */
export function autocorrelation(series: Float64Array, lags: number): Float64Array {
  const known = series.filter((y) => !Number.isNaN(y));
  const mean = known.reduce((sum, y) => sum + y, 0) / known.length;
  const variance = known.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  return Float64Array.from({ length: lags }, (_, i) => {
    let sum = 0;
    for (let t = i + 1; t < series.length; t++) {
      const product = (series[t]! - mean) * (series[t - i - 1]! - mean);
      if (!Number.isNaN(product)) sum += product;
    }
    return variance > 0 ? sum / variance : Number.NaN;
  });
}
