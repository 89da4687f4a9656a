/** One measured number, its unit, and what the simplest thing that could work reaches on the same data. */
export interface Score {
  readonly name: string;
  readonly value: number;
  /** Such as "share", "cents" or "days"; never empty. */
  readonly unit: string;
  /** The same measure for the baseline; null only where the measure has none (a coverage has a target instead). */
  readonly baseline: number | null;
  /** Between which values it lies in 95 of 100 draws of other customers; absent: not worked out. */
  readonly interval?: readonly [low: number, high: number];
}

/** How one candidate did: the document `shoplens evaluate --json` prints has one of these a candidate. */
export interface CandidateResult {
  readonly name: string;
  readonly seconds: { readonly train: number; readonly predict: number };
  /** Peak memory of the process up to the end of this candidate, in MiB. */
  readonly peakMegabytes: number;
  /** What the choice is made on. The first is the one that decides. */
  readonly validation: readonly Score[];
  /** Measured once on the test part; empty where the data holds back its answers. */
  readonly scores: readonly Score[];
}

/** The same words in each language a report speaks. */
export interface Worded {
  readonly en: string;
  readonly zh: string;
}

/** What a group of items gets of the places shown, beside what customers take of it. */
export interface Exposure {
  readonly kind: "brand" | "price";
  /** The brand, or a band of prices such as "5–10"; of small brands together "". */
  readonly group: string;
  /** Share of the items. */
  readonly items: number;
  /** Share of the places shown. */
  readonly shown: number;
  /** Share of what customers have. */
  readonly taken: number;
}

/** A candidate that did not take part, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** A competition between candidates: on what data, who took part, who won. */
export interface Evaluation {
  readonly task: string;
  readonly seed: number;
  readonly chosen: string;
  /** Which direction of the first validation score is the better one. */
  readonly better: "higher" | "lower";
  readonly candidates: readonly CandidateResult[];
  /** Candidates that did not take part, and why ("budget spent"). */
  readonly leftOut: readonly LeftOut[];
  /** What has become different since the model before, where there was one: the value now, the baseline then. */
  readonly changes?: readonly Score[];
  /** What the chosen one shows, by brand and by price, where the catalogue knows them. */
  readonly exposure?: readonly Exposure[];
  /** How the data was split and measured, in sentences a merchant can follow. */
  readonly protocol: Worded;
}
