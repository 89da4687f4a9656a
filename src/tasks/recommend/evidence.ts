import type { NamedItem } from "./catalogue.js";

/** Why an item is on offer, by what its place in the ranking was worked out from. */
export type Evidence =
  /** The model's score; `reasons` says what of the past moved it. */
  | { readonly kind: "past" }
  /** Nothing of the past speaks for it: it is what most customers have. */
  | { readonly kind: "popular" }
  /** Bought (or looked at) lately. */
  | PopularNow
  /** Of the customers who have `beside`, so many have it too. */
  | { readonly kind: "also"; readonly beside: NamedItem; readonly both: number; readonly of: number }
  /** Of the orders with `beside`, so many hold it too. */
  | { readonly kind: "together"; readonly beside: NamedItem; readonly both: number; readonly of: number }
  /** Nobody's choice yet: the catalogue describes it as it describes `like`. */
  | { readonly kind: "words"; readonly like: NamedItem; readonly shared: readonly string[] }
  /** Nobody's choice yet, and nothing is known of whom it is shown to. */
  | { readonly kind: "new" };

export interface PopularNow {
  readonly kind: "now";
  /** Orders (or visitors) with it in the last `days`. */
  readonly buyers: number;
  /** In as many days before. */
  readonly before: number;
  readonly days: number;
  /** Where these were; null: everywhere. */
  readonly country: string | null;
}
