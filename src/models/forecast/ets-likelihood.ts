/** How well one-step-ahead means foresaw a series. */
export interface OneStepErrors {
  /** Observations that were not missing. */
  readonly observed: number;
  /** Sum of squares; of shares of the mean where errors are multiplicative. */
  readonly squared: number;
  /** −2 × log-likelihood with σ² at its best, up to a constant all models of one series share. */
  readonly deviance: number;
}

const SMALLEST_MEAN = 1e-8; // series come scaled to about 1
const SMALLEST_VARIANCE = 1e-20; // below it is rounding: all perfect fits are equally perfect
const LARGEST_PRODUCT = 1e100;

/**
 * The likelihood of normal one-step errors: n·log Σe², and where an error is a share of the mean, + 2·Σ log mean.
 * A mean that is not positive then has no likelihood: the deviance is Infinity.
 *
 * Source: Hyndman et al. (2008), §5.1, eq. 5.3.
 *
 * @param kind "A": errors are added to the mean; "M": they are shares of it
 */
export function oneStepErrors(kind: "A" | "M", series: Float64Array, means: Float64Array): OneStepErrors {
  return kind === "A" ? additiveErrors(series, means) : relativeErrors(series, means);
}

function additiveErrors(series: Float64Array, means: Float64Array): OneStepErrors {
  let observed = 0;
  let squared = 0;
  for (let t = 0; t < series.length; t++) {
    const error = series[t]! - means[t]!;
    if (Number.isNaN(error)) continue;
    observed++;
    squared += error * error;
  }
  return { observed, squared, deviance: devianceOf(observed, squared) };
}

function relativeErrors(series: Float64Array, means: Float64Array): OneStepErrors {
  let observed = 0;
  let squared = 0;
  let logMeans = 0;
  let product = 1; // logarithms are dear: multiply, and take one now and then
  for (let t = 0; t < series.length; t++) {
    const mean = means[t]!;
    if (!(mean > SMALLEST_MEAN)) return { observed, squared, deviance: Number.POSITIVE_INFINITY };
    const error = series[t]! / mean - 1;
    if (Number.isNaN(error)) continue;
    observed++;
    squared += error * error;
    product *= mean;
    if (product > LARGEST_PRODUCT || product < 1 / LARGEST_PRODUCT) {
      logMeans += Math.log(product);
      product = 1;
    }
  }
  return { observed, squared, deviance: devianceOf(observed, squared) + 2 * (logMeans + Math.log(product)) };
}

function devianceOf(observed: number, squared: number): number {
  return observed * Math.log(Math.max(squared, observed * SMALLEST_VARIANCE));
}
