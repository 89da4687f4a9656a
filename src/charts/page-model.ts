import type { Chart } from "./chart.js";
import type { Insight, Language } from "./insight.js";

/**
 * A report as data: everything on the page, in the reader's language, in the order it is read. `renderPage` draws it.
 * A sentence may hold **bold** around the number that matters; names and ids from the data are plain text.
 */
export interface Page {
  readonly language: Language;
  readonly shop: string;
  /** First and last day with data, YYYY-MM-DD in the shop's zone; null when no row has a day. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** ISO 4217; null when the data named none. */
  readonly currency: string | null;
  /** IANA name. */
  readonly timeZone: string;
  /** A few words each for the line beside the shop's name, such as "4,338 customers". */
  readonly facts: readonly string[];
  /** The figures at the top: three or four. */
  readonly tiles: readonly Tile[];
  /** What matters most, at most five. */
  readonly insights: readonly Insight[];
  readonly sections: readonly Section[];
  /** Questions that could not be answered, and what they would need. */
  readonly missing: readonly Missing[];
  readonly quality: Quality;
  readonly made: Made;
}

export interface Tile {
  readonly name: string;
  /** Already written, such as "€92.4k". */
  readonly value: string;
  readonly change?: { readonly text: string; readonly tone: Insight["tone"] };
  /** Oldest first; fewer than two numbers draw nothing. */
  readonly spark: readonly (number | null)[];
}

/** One question of a task and its answer; the page shows the parts in this order. */
export interface Section {
  /** Unique on the page: the task's name. Becomes the anchor. */
  readonly id: string;
  /** The heading: what a merchant would ask. */
  readonly question: string;
  /** One or two sentences before any picture. */
  readonly answer: string;
  readonly insights: readonly Insight[];
  readonly lists: readonly ItemList[];
  readonly charts: readonly Chart[];
  readonly tables: readonly PlainTable[];
  readonly quotes?: readonly QuoteList[];
  readonly leaderboard?: Leaderboard;
}

/** Things put before one customer, each with its reason. */
export interface ItemList {
  /** For whom or of what: "Customer c-1f3a · 9 orders, last 12 days ago". */
  readonly title: string;
  readonly items: readonly ListedItem[];
}

export interface ListedItem {
  readonly name: string;
  readonly reason: string;
  /** A `data:image/…;base64,` picture of the item; anything else is left out. */
  readonly picture?: string;
}

/** What customers wrote, in their own words. */
export interface QuoteList {
  readonly title: string;
  readonly quotes: readonly Quote[];
}

export interface Quote {
  /** In the language it was written in. */
  readonly text: string;
  /** Stretches that stand out, in order, apart from each other; what was said there is told by `note`. */
  readonly marks: readonly { readonly start: number; readonly end: number; readonly tone: "good" | "bad" }[];
  /** How it was read, and what it is about. */
  readonly note: string;
}

export interface PlainTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  /** [rows][columns], already written. */
  readonly rows: readonly (readonly string[])[];
}

export interface TableColumn {
  readonly name: string;
  readonly kind: "text" | "number";
}

/** The competition behind an answer. The first validation score is the one that decided. */
export interface Leaderboard {
  /** How the data was split and measured, in a sentence. */
  readonly protocol: string;
  readonly better: "higher" | "lower";
  readonly rows: readonly LeaderboardRow[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

export interface LeaderboardRow {
  readonly name: string;
  readonly chosen: boolean;
  /** The simplest candidate, which the others have to beat. */
  readonly isBaseline: boolean;
  readonly validation: readonly ScoreCell[];
  readonly test: readonly ScoreCell[];
  readonly seconds: { readonly train: number; readonly predict: number };
}

/** One measured number with its unit, and what the baseline reaches; null where the measure has none. */
export interface ScoreCell {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  /** Between which values it lies in 95 of 100 draws of other customers; absent: not worked out. */
  readonly interval?: readonly [low: number, high: number];
}

export interface Missing {
  readonly question: string;
  /** What is needed and is not there, or what went wrong, in a sentence. */
  readonly reason: string;
}

/** How much of what came could be used. */
export interface Quality {
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsRefused: number;
  /** Why rows were refused, most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
  /** Sold lines nobody's name is on. */
  readonly rowsWithoutCustomer: number;
  /** Lines that are neither sale nor refund: negative quantities without a cancellation, negative prices. */
  readonly adjustments: number;
  /** Money in currencies without a rate on their day: counted, never added. */
  readonly unconverted: readonly { readonly currency: string; readonly minorUnits: number; readonly rows: number }[];
  /** Anything else a reader should know before trusting the figures. */
  readonly notes: readonly string[];
}

/** How the page came to be, so that it can be made again. */
export interface Made {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly seed: number;
  /** Of Shoplens. */
  readonly version: string;
  /** SHA-256 of the data, or as much of it as tells it apart. */
  readonly dataHash: string;
  /** From the first query to the page. */
  readonly seconds: number;
  /** What is true of this shop's settings, such as "customer ids are pseudonyms"; the page adds what is true of itself. */
  readonly privacy: readonly string[];
}
