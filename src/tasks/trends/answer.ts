/** What the coming days should bring. Money in whole minor units of `currency`. */
export interface TrendsAnswer {
  /** The first day forecast, YYYY-MM-DD. */
  readonly asOf: string;
  readonly currency: string | null;
  readonly candidate: string;
  /** What the candidate turned out to be, such as "ETS(A,N,A)". */
  readonly form: string;
  /** Days of history the forecast rests on. */
  readonly days: number;
  /** The last twelve weeks; null: not known. */
  readonly history: { readonly ds: readonly string[]; readonly cents: readonly (number | null)[] };
  readonly forecast: DailyForecast;
  /** Of all days forecast together. */
  readonly total: { readonly mean: number; readonly lower80: number; readonly upper80: number };
  /** What the same weekdays before brought, as many whole weeks earlier; days not known are taken to be like the others. */
  readonly before: number;
  readonly past: PastForecasts;
  /** Whether the week has a shape of its own in what was learned. */
  readonly hasWeek: boolean;
  /** The last day with sales, where it looks unfinished and was left out. */
  readonly unfinishedDay: string | null;
  /** Days at the end without any sales, as never before: taken to be not loaded yet. */
  readonly silentDays: number;
}

/** [horizon] each */
export interface DailyForecast {
  readonly ds: readonly string[];
  readonly mean: readonly number[];
  readonly lower80: readonly number[];
  readonly upper80: readonly number[];
  readonly lower95: readonly number[];
  readonly upper95: readonly number[];
}

/** How such forecasts did when they were made from days that are over. */
export interface PastForecasts {
  /** How many were made, one a day, each as far ahead as this one. */
  readonly forecasts: number;
  /** The first and the last day they were made for. */
  readonly from: string;
  readonly to: string;
  /** Mean miss a day. */
  readonly missed: number;
  /** The same for repeating the last week. */
  readonly missedByNaive: number;
  /** Outcomes that the band of 80 % was tried on, drawn from earlier days only, and how many it held. */
  readonly outcomes: number;
  readonly held: number;
}
