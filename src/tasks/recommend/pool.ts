import type { Evidence } from "./evidence.js";

/** An item that could be shown, and why. */
export interface Offer {
  readonly item: string;
  /** Its number in the model; −1: the model has not met it. */
  readonly number: number;
  readonly score: number;
  readonly evidence: Evidence;
}

/** What a slot has to offer. */
export interface Pool {
  /** Best first. */
  readonly picks: readonly Offer[];
  /** Why something else is shown than the slot is for; null where it is not. */
  readonly instead: Instead | null;
}

export type Instead =
  /** The model has not met the items it was asked about: the catalogue's words were compared. */
  | "unknown items"
  /** Nothing was seen together with the item often enough: what is popular is shown. */
  | "no neighbours"
  /** The data names no orders: what is popular is shown. */
  | "no orders"
  /** Nothing was bought lately: what most customers have is shown. */
  | "nothing lately"
  /** Everything in the catalogue has customers already. */
  | "nothing new";
