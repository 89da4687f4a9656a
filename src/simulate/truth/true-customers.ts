import { categories } from "../categories.js";
import { chanceAlive, lifeUntil } from "../life.js";
import { customerId } from "../population.js";
import { segments } from "../segments.js";
import type { Simulation } from "../simulation.js";

/** What is true of a customer, at the end of the record. */
export interface TrueCustomer {
  readonly customerId: string;
  /** What they like. */
  readonly segment: string;
  readonly favouriteCategory: string;
  /** Purchases per average day while a customer. */
  readonly rate: number;
  /** Chance of being lost after each repeat purchase. */
  readonly dropout: number;
  /** Purchases by themselves (not in answer to a mailing), those before the record included, the first excluded. */
  readonly repeats: number;
  /** Average days from the first purchase to the last, and to the end of the record. */
  readonly lastAge: number;
  readonly age: number;
  /** Whether they still are one: the coin as it fell. */
  readonly alive: boolean;
  /** The chance of it, given their rate and drop-out and what they bought: the best a model could say. */
  readonly chanceAlive: number;
  /** Expected repeat purchases in the next average day, were they alive with that chance. */
  readonly expectedNext: number;
}

/** In the order of their ids. */
export function* trueCustomers({ population, season, calendar, streams }: Simulation): Generator<TrueCustomer> {
  const end = season.clock[calendar.closes]!;
  for (let customer = 0; customer < population.size; customer += 1) {
    const life = lifeUntil(population, streams.life, customer, end);
    const joined = population.joined[customer]!;
    const chance = chanceAlive(population, customer, life, end);
    const rate = population.rate[customer]!;
    yield {
      customerId: customerId(customer),
      segment: segments[population.segment[customer]!]!.name,
      favouriteCategory: categories[population.favourite[customer]!]!.name,
      rate,
      dropout: population.dropout[customer]!,
      repeats: life.purchases.length - 1,
      lastAge: life.purchases.at(-1)! - joined,
      age: end - joined,
      alive: life.lostAt === Number.POSITIVE_INFINITY,
      chanceAlive: chance,
      expectedNext: chance * rate,
    };
  }
}
