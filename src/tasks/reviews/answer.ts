import type { AspectName } from "#text/aspect-words.js";
import type { Entity } from "#text/entities.js";
import type { Span } from "#text/sentences.js";
import type { Review } from "./review.js";
import type { Learned } from "./reviews-model.js";
import type { Taught } from "./taught-entities.js";

/** What reviews say: one text judged, or all of a shop's (or an item's) reviews read. */
export type ReviewsAnswer = TextAnswer | ShopAnswer;

interface Common {
  readonly candidate: string;
  /** Probability from which a text is called positive. */
  readonly threshold: number;
  readonly learned: Learned;
}

/** One text judged. */
export interface TextAnswer extends Common {
  readonly kind: "text";
  /** Cleaned, cut at 2,000 characters. */
  readonly text: string;
  readonly language: Review["language"];
  /** "unknown": there are no words to judge by. */
  readonly label: "positive" | "negative" | "unknown";
  /** Of being positive. */
  readonly probability: number;
  /** Those that moved the answer most, strongest first; amounts are log-odds. */
  readonly words: readonly (Span & { readonly text: string; readonly amount: number })[];
  readonly opinions: readonly Opinion[];
  readonly entities: readonly Entity[];
  /** What the shop taught about names; null: they are found by the catalogue and by patterns. */
  readonly taught: Taught | null;
}

/** What one clause says of one aspect. */
export interface Opinion extends Span {
  readonly aspect: AspectName;
  readonly sentiment: "positive" | "negative";
  /** The clause itself. */
  readonly text: string;
}

/** All reviews of a shop, or of one item. */
export interface ShopAnswer extends Common {
  readonly kind: "shop";
  /** The item asked for; null: the whole shop. */
  readonly item: { readonly item: string; readonly name: string } | null;
  readonly counts: Counts;
  /** Oldest first, at most 24, without gaps. */
  readonly months: readonly Month[];
  /** Most spoken of first. */
  readonly aspects: readonly AspectSummary[];
  readonly emerging: readonly Emerging[];
  readonly topics: readonly Topic[];
  /** Items with enough reviews, worst first, at most ten. */
  readonly items: readonly ItemSummary[];
  readonly bursts: readonly Burst[];
  readonly quotes: readonly QuotedReview[];
  readonly timeZone: string;
}

export interface Counts {
  readonly reviews: number;
  readonly withText: number;
  readonly rated: number;
  readonly positive: number;
  readonly negative: number;
  /** Mean stars of the rated ones; null where there is none. */
  readonly stars: number | null;
  readonly languages: Readonly<Record<Review["language"], number>>;
  /** Stars that say the opposite of the text, beyond doubt. */
  readonly contrary: number;
}

export interface Month {
  /** YYYY-MM in the shop's zone */
  readonly month: string;
  readonly reviews: number;
  /** Null in a month without reviews that can be judged. */
  readonly positiveShare: number | null;
}

export interface AspectSummary {
  readonly aspect: AspectName;
  /** Reviews that praise it, and that complain of it. */
  readonly praised: number;
  readonly complained: number;
  /** Stars of the reviews that complain of it less those of the others; null with fewer than ten. */
  readonly effect: { readonly mean: number; readonly lower: number; readonly upper: number } | null;
  /** Of the complaints that follow an order line, how many were sent back; and of the other reviews. */
  readonly sentBack: { readonly complaining: number; readonly others: number };
  /** A complaint that says it best, as its writer put it. */
  readonly complaint: QuotedReview | null;
}

/** A complaint heard more often lately than before. */
export interface Emerging {
  readonly aspect: AspectName;
  /** Complaints and reviews in the newest eight weeks, and before. */
  readonly recent: { readonly complaints: number; readonly reviews: number };
  readonly before: { readonly complaints: number; readonly reviews: number };
  /** First complaint of the newest eight weeks, milliseconds since 1970 UTC. */
  readonly firstAt: number;
  /** The item most of them are about, where one has at least half. */
  readonly item: { readonly item: string; readonly name: string } | null;
  readonly quotes: readonly QuotedReview[];
}

export interface Topic {
  /** Most telling first. */
  readonly words: readonly string[];
  readonly reviews: number;
  readonly positiveShare: number;
}

export interface ItemSummary {
  readonly item: string;
  readonly name: string;
  readonly reviews: number;
  readonly positiveShare: number;
  readonly stars: number | null;
  /** What is complained of most; null where nothing is. */
  readonly worst: AspectName | null;
  readonly orders: number;
  readonly sentBack: number;
}

/** Reviews that look made. */
export type Burst =
  | {
      readonly kind: "copies";
      readonly reviews: number;
      readonly text: string;
      readonly customers: number;
    }
  | {
      readonly kind: "rush";
      readonly reviews: number;
      readonly item: { readonly item: string; readonly name: string };
      /** YYYY-MM-DD in the shop's zone */
      readonly day: string;
      /** Reviews a day that the item has otherwise. */
      readonly usual: number;
    };

/** A review in its writer's words, cut to a readable length, with what is said of what. */
export interface QuotedReview {
  readonly review: string;
  readonly text: string;
  readonly opinions: readonly Opinion[];
  readonly rating: number | null;
  /** The shop's name of what it is about. */
  readonly item: string | null;
  readonly at: number | null;
}
