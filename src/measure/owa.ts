/** The two mean errors the M4 competition ranked by. */
export interface MeanErrors {
  readonly smape: number;
  readonly mase: number;
}

/**
 * Overall weighted average: the mean of sMAPE and MASE, each relative to Naive2's. Below 1: better than Naive2.
 *
 * Source: Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition". The errors are first averaged over all
 * series, then divided.
 */
export function owa(model: MeanErrors, yardstick: MeanErrors): number {
  return (model.smape / yardstick.smape + model.mase / yardstick.mase) / 2;
}
