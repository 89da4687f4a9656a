import { mulberry32 } from "#numeric/mulberry32.js";
import { shuffled } from "#numeric/shuffled.js";
import { childSeed } from "../child-seed.js";
import { ordersOf } from "../journeys.js";
import type { Order } from "../order.js";
import type { Simulation } from "../simulation.js";
import { mondayOf } from "./monday-of.js";

/** The orders of a shop, shuffled, and how often each kind of doubt is planted. */
export interface Deck {
  /** Up to `count` orders of known customers that stand, each dealt once: what is planted in one touches no other. */
  deal(count: number, fits?: (order: Order) => boolean): Order[];
  /** How often a kind is planted in a shop of this size. */
  readonly each: number;
  /** Lines by customer, of orders that stand. */
  readonly linesOf: ReadonlyMap<number, readonly Order["lines"][number][]>;
  /** Orders that stand, by item. */
  readonly soldOrders: ReadonlyMap<number, number>;
  /** Orders that stand, by the Monday of their week. */
  readonly ordersInWeek: ReadonlyMap<number, number>;
}

/** What a doubt is planted in. */
export interface Ground {
  readonly simulation: Simulation;
  readonly deck: Deck;
  readonly random: () => number;
}

const LEAST = 8;
const MOST = 200;
const SHARE = 0.005; // of the orders

export function deckOf(simulation: Simulation): Deck {
  const orders = [...ordersOf(simulation)].filter(
    ({ cancelledAt, visit }) => cancelledAt === null && visit.customer >= 0,
  );
  const linesOf = new Map<number, Order["lines"][number][]>();
  const soldOrders = new Map<number, number>();
  const ordersInWeek = new Map<number, number>();
  for (const { visit, lines } of orders) {
    count(ordersInWeek, mondayOf(visit.at));
    linesOf.set(visit.customer, [...(linesOf.get(visit.customer) ?? []), ...lines]);
    for (const { item } of lines) count(soldOrders, item);
  }
  const order = shuffled(orders.length, mulberry32(childSeed(simulation.streams.doubt, 0)));
  const left = Array.from(order, (place) => orders[place]!);
  return {
    each: Math.min(MOST, Math.max(LEAST, Math.round(SHARE * orders.length))),
    linesOf,
    soldOrders,
    ordersInWeek,
    deal(count, fits = () => true) {
      const dealt: Order[] = [];
      for (let place = 0; place < left.length && dealt.length < count; ) {
        if (fits(left[place]!)) dealt.push(...left.splice(place, 1));
        else place += 1;
      }
      return dealt;
    },
  };
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
