/** A way to forecast one series. Stateless: what it learns lives in the model it returns. */
export interface Forecaster {
  readonly name: string;
  /** Fewest known observations `fit` accepts for a season of `period` observations. */
  minObservations(period: number): number;
  /**
   * Learns from `series`, oldest first, NaN where an observation is missing. Pure: same series, same model.
   * @throws {RangeError} when there are too few known observations, or one is infinite.
   */
  fit(series: Float64Array, options: ForecastOptions): ForecastModel;
  /** The model whose `save` gave this. @throws when it is not one of this forecaster's. */
  load(saved: SavedForecast): ForecastModel;
}

export interface ForecastOptions {
  /** Observations in a season; 1: there is none. */
  readonly period: number;
}

/** What was learned from one series. Immutable, so it can be saved, shared and asked twice. */
export interface ForecastModel {
  /** Of the forecaster that made it. */
  readonly name: string;
  /** What kind it turned out to be, such as "ETS(A,N,A)". */
  readonly form: string;
  /** The learned numbers, by the name their source gives them. */
  readonly parameters: Readonly<Record<string, number>>;
  /** How many observations it has seen, missing ones included. */
  readonly observations: number;
  /** Expected values of the next `horizon` steps, in the unit of the series. [horizon] */
  mean(horizon: number): Float64Array;
  /** What the expected values are made of; the three sum to `mean`. */
  parts(horizon: number): ForecastParts;
  /** The same model after it has seen more of its series: what it learned stays, where it stands moves on. */
  extended(series: Float64Array): ForecastModel;
  save(): SavedForecast;
}

/** All in the unit of the series. [horizon] each */
export interface ForecastParts {
  readonly level: Float64Array;
  readonly trend: Float64Array;
  readonly season: Float64Array;
}

/** A model as plain data, ready for JSON. */
export interface SavedForecast {
  readonly name: string;
  readonly [field: string]: unknown;
}
