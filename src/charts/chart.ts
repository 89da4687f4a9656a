/**
 * A drawing as data: what the report, and later the dashboard and the notebook, all render.
 * Every text in it is already in the reader's language and every number already in the unit shown.
 * A number that is not finite is drawn as missing.
 */
export type Chart = LineChart | BarChart | ColumnChart | HeatChart | IntervalChart | DivergingChart;

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
  /** [n] days "YYYY-MM-DD", months "YYYY-MM" (both written in the reader's language) or other labels: history, then future. */
  readonly x: readonly string[];
  /** [n] null where it is not known. */
  readonly actual: readonly (number | null)[];
  readonly expected?: readonly (number | null)[];
  readonly lower?: readonly (number | null)[];
  readonly upper?: readonly (number | null)[];
  /** What the lines are, for the key above the picture; without it they are "measured", "expected" and "range". */
  readonly names?: { readonly actual?: string; readonly expected?: string; readonly band?: string };
  /** Points of `actual` that stand out, drawn as dots; the text is told in the table below the picture. */
  readonly marks?: readonly { readonly at: number; readonly text: string }[];
}

/** One horizontal bar a label, in the order given. */
export interface BarChart extends Common {
  readonly kind: "bar";
  readonly labels: readonly string[];
  readonly values: readonly number[];
  /** [labels] a few words after the number, such as "212 customers"; longer ones are told in the table only. */
  readonly notes?: readonly string[];
}

/** One upright column a label, where the labels have an order of their own: months, weekdays, hours. */
export interface ColumnChart extends Common {
  readonly kind: "column";
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

/** One estimate a label with the range the data allow, against a reference such as zero or a baseline. */
export interface IntervalChart extends Common {
  readonly kind: "interval";
  readonly labels: readonly string[];
  /** [labels] */
  readonly values: readonly number[];
  /** [labels] */
  readonly lower: readonly number[];
  /** [labels] */
  readonly upper: readonly number[];
  /** An interval that contains it is drawn in grey: nothing is proved. */
  readonly reference?: { readonly value: number; readonly name: string };
}

/** Two opposite numbers a label, drawn to either side of one line: complaints to the left, praise to the right. */
export interface DivergingChart extends Common {
  readonly kind: "diverging";
  readonly labels: readonly string[];
  /** [labels] not negative, drawn to the left in the colour of warnings */
  readonly left: readonly number[];
  /** [labels] not negative */
  readonly right: readonly number[];
  /** What the two sides are. */
  readonly names: { readonly left: string; readonly right: string };
}

export type NumberFormat =
  | { readonly kind: "count" }
  | { readonly kind: "share" }
  /** A plain number with so many places after the point, such as stars. */
  | { readonly kind: "decimal"; readonly digits: number }
  /** Whole minor units of an ISO 4217 currency; null: the data named none. */
  | { readonly kind: "money"; readonly currency: string | null };
