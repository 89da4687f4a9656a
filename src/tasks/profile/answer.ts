import type { Scores, SegmentKey } from "./segments.js";

/** Who the customers are: of the whole shop, of one customer, or of an account that has not ordered yet. */
export type ProfileAnswer = ShopProfile | CustomerProfile | ProspectProfile;

interface Common {
  /** The day after the last one that counts, YYYY-MM-DD. */
  readonly asOf: string;
  /** ISO 4217; null when the data named none. */
  readonly currency: string | null;
}

export interface ShopProfile extends Common {
  readonly kind: "shop";
  /** Known customers with a sale. */
  readonly customers: number;
  /** Accounts without an order. */
  readonly prospects: number;
  /** What the known customers have bought, in whole minor units. */
  readonly cents: number;
  /** What was sold to nobody known. */
  readonly unknownCents: number;
  /** All eleven, best first. */
  readonly segments: readonly SegmentSummary[];
  /** Null when there is no customer. */
  readonly summary: RfmSummary | null;
  /** By month of the first order, oldest first; months without new customers have none. */
  readonly cohorts: readonly Cohort[];
  /** The last month of the cohorts is still going on. */
  readonly lastMonthOpen: boolean;
  /** Null when the history is too short to look back. */
  readonly change: Change | null;
  /** Countries with enough customers to compare, most customers first. */
  readonly countries: readonly CountryGroup[];
}

export interface SegmentSummary {
  readonly segment: SegmentKey;
  readonly customers: number;
  /** Of all customers with a sale; prospects are none of them. */
  readonly share: number;
  readonly cents: number;
  readonly salesShare: number;
  /** Means over its customers; null when it has none. */
  readonly recencyDays: number | null;
  readonly orders: number | null;
  /** Mean of what an order comes to. */
  readonly basketCents: number | null;
  /** Mean of the days between the orders of those with several; null when there are none. */
  readonly daysBetweenOrders: number | null;
  /** Mean chance to buy again within the horizon; null when the history is too short to tell. */
  readonly chance: number | null;
  /** How many customers it had one horizon ago; null as above. */
  readonly before: number | null;
}

export interface RfmSummary {
  readonly recencyDays: { readonly mean: number; readonly median: number };
  readonly frequency: { readonly mean: number; readonly median: number; readonly max: number };
  readonly monetaryCents: { readonly mean: number; readonly median: number; readonly max: number };
  readonly oneTime: number;
  readonly repeat: number;
  /** Median of the repeat customers' mean days between orders; null without any. */
  readonly daysBetweenOrders: number | null;
  /** Sales of the best 1, 10 and 20 % of customers (rounded up to whole ones), as a share of all known customers' sales. */
  readonly topShares: readonly TopShare[];
  /** 0: all spend the same; near 1: one spends everything. Null when nothing was spent. */
  readonly gini: number | null;
}

export interface TopShare {
  readonly best: number;
  readonly customers: number;
  readonly salesShare: number;
}

export interface Cohort {
  /** YYYY-MM of the first order. */
  readonly month: string;
  /** Customers who bought in the month of the first order (all of them), one month later, and so on to the last month. */
  readonly active: readonly number[];
}

/** What became, over one horizon, of those who were champions or loyal. */
export interface Change {
  readonly days: number;
  /** Champions and loyal customers then. */
  readonly best: number;
  /** Of them, those who are neither today. */
  readonly slipped: number;
  /** What these had spent in all, in whole minor units. */
  readonly slippedCents: number;
}

export interface CountryGroup {
  readonly country: string;
  readonly customers: number;
  /** Champions and loyal customers among them. */
  readonly best: number;
}

export interface CustomerProfile extends Common {
  readonly kind: "customer";
  readonly customer: string;
  readonly segment: SegmentKey;
  readonly scores: Scores;
  readonly recencyDays: number;
  readonly frequency: number;
  readonly monetaryCents: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly basketCents: number;
  /** Null for a single order. */
  readonly daysBetweenOrders: number | null;
  /** Of the last order. */
  readonly country: string | null;
  readonly favourites: Favourites | null;
  /** The share of customers who have spent less. */
  readonly percentile: number;
  /** How likely another order is within the horizon; null when the history is too short to tell. */
  readonly buyAgain: { readonly chance: number; readonly days: number; readonly everyone: number } | null;
}

/** In most of their orders, then in most pieces. */
export interface Favourites {
  readonly item: string;
  readonly name: string | null;
  /** Orders it was in. */
  readonly orders: number;
  readonly category: string | null;
  readonly differentItems: number;
}

export interface ProspectProfile extends Common {
  readonly kind: "prospect";
  readonly customer: string;
  readonly country: string | null;
}
