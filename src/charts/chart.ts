/**
 * A drawing as data: what the report, and later the dashboard and the notebook, all render.
 * Every text in it is already in the reader's language and every number already in the unit shown.
 */
export type Chart = LineChart | BarChart | HeatChart;

interface Common {
  /** Also what a screen reader says. */
  readonly title: string;
  /** The sentence below the picture: what it shows, how it was made. */
  readonly caption: string;
  /** Turns a number into the text shown; given as data so that a chart can be stored. */
  readonly format: NumberFormat;
}

/** A series over time, with an optional expectation and its band. */
export interface LineChart extends Common {
  readonly kind: "line";
  /** [n] labels, such as days: history first, then the future. */
  readonly x: readonly string[];
  /** [n] null where it is not known. */
  readonly actual: readonly (number | null)[];
  readonly expected?: readonly (number | null)[];
  readonly lower?: readonly (number | null)[];
  readonly upper?: readonly (number | null)[];
}

/** One bar a label, in the order given. */
export interface BarChart extends Common {
  readonly kind: "bar";
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

/** A triangle or rectangle of shares, such as cohort retention. */
export interface HeatChart extends Common {
  readonly kind: "heat";
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** [rows][columns], null where there is nothing yet. */
  readonly values: readonly (readonly (number | null)[])[];
}

export type NumberFormat =
  | { readonly kind: "count" }
  | { readonly kind: "share" }
  /** Whole minor units of an ISO 4217 currency; null: the data named none. */
  | { readonly kind: "money"; readonly currency: string | null };
