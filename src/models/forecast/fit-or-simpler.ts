import type { Forecaster, ForecastModel, ForecastOptions } from "./forecaster.js";
import { seasonalNaive } from "./seasonal-naive.js";

/**
 * Fits `forecaster`, or where the series is too short for it, the seasonal naive, which from less than a season forecasts
 * the mean. @throws {RangeError} for a series without a known observation.
 */
export function fitOrSimpler(forecaster: Forecaster, series: Float64Array, options: ForecastOptions): ForecastModel {
  const known = series.reduce((count, y) => count + (Number.isNaN(y) ? 0 : 1), 0);
  const isEnough = known >= forecaster.minObservations(options.period);
  return isEnough ? forecaster.fit(series, options) : seasonalNaive.fit(series, options);
}
