/**
 * Mean absolute scaled error: the mean |y − f| ÷ `scale`, in units of the error that repeating the last season made on
 * the training part. Below 1: better than that. NaN where the scale is 0 or unknown, or no pair is complete.
 *
 * Source: Hyndman & Koehler (2006), "Another look at measures of forecast accuracy".
 *
 * @param scale what {@link seasonalNaiveError} says of the training part
 */
export function mase(actual: Float64Array, forecast: Float64Array, scale: number): number {
  if (!(scale > 0)) return Number.NaN;
  let sum = 0;
  let pairs = 0;
  actual.forEach((y, i) => {
    const error = Math.abs(y - forecast[i]!);
    if (Number.isNaN(error)) return;
    sum += error;
    pairs++;
  });
  return sum / pairs / scale;
}

/** Mean |y_t − y_{t−m}| over a training part: what repeating the last season misses by. NaN without a complete pair. */
export function seasonalNaiveError(training: Float64Array, period: number): number {
  let sum = 0;
  let pairs = 0;
  for (let t = period; t < training.length; t++) {
    const error = Math.abs(training[t]! - training[t - period]!);
    if (Number.isNaN(error)) continue;
    sum += error;
    pairs++;
  }
  return sum / pairs;
}
