import type { Calendar } from "./calendar.js";
import { childSeed } from "./child-seed.js";

/** A randomised mailing: of the customers it may reach, half are written to. */
export interface Mailing {
  readonly campaignId: string;
  readonly name: string;
  /** Calendar day it is sent on, at nine in the morning. */
  readonly day: number;
  /** Times each segment's planted response; 0: a mailing that does nothing. */
  readonly effect: number;
  readonly seed: number;
}

/** Days after the mailing within which an order counts as an answer to it. */
export const ANSWER_DAYS = 14;
export const PROPENSITY = 0.5;

export function mailingsOf({ opens, closes }: Calendar, effect: number, seed: number): readonly Mailing[] {
  const at = (share: number) => opens + Math.floor((closes - opens) * share);
  return [
    { campaignId: "letter", name: "Catalogue letter", day: at(0.6), effect, seed: childSeed(seed, 0) },
    { campaignId: "postcard", name: "Thank-you postcard", day: at(0.8), effect: 0, seed: childSeed(seed, 1) },
  ];
}
