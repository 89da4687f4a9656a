import type { Visit } from "./visits.js";

export interface OrderLine {
  /** Place in the catalogue. */
  readonly item: number;
  readonly quantity: number;
  readonly priceCents: number;
  /** Off the line as a whole. */
  readonly discountCents: number;
}

/** What was bought in one visit. Amounts are minor units of the shop's currency. */
export interface Order {
  /** From 0, in the order of time. */
  readonly number: number;
  readonly visit: Visit;
  /** In the order in which they were put into the basket. */
  readonly lines: readonly OrderLine[];
  readonly country: string;
  readonly channel: "web" | "app";
  /** ms UTC; null: not cancelled. */
  readonly cancelledAt: number | null;
  readonly shippingCents: number;
  readonly totalCents: number;
}

export const orderId = (number: number): string => `LC-${1_000_001 + number}`;

export const lineCents = ({ quantity, priceCents, discountCents }: Omit<OrderLine, "item">): number =>
  quantity * priceCents - discountCents;
