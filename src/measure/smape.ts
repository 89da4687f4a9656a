/**
 * Symmetric mean absolute percentage error, in percent: the mean of 200·|y − f| / (|y| + |f|), from 0 to 200.
 * A pair of zeros is a perfect forecast; pairs with a missing value (NaN) are left out; NaN when none is left.
 *
 * Source: Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", eq. 1. (Other definitions differ.)
 */
export function smape(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  let pairs = 0;
  actual.forEach((y, i) => {
    const error = Math.abs(y - forecast[i]!);
    if (Number.isNaN(error)) return;
    sum += error === 0 ? 0 : (200 * error) / (Math.abs(y) + Math.abs(forecast[i]!));
    pairs++;
  });
  return sum / pairs;
}
