import { expectedOrders } from "./expected-orders.js";
import { expectedPresence } from "./life.js";
import { segments } from "./segments.js";
import type { Simulation } from "./simulation.js";

/** Mean events of a visit that ends in an order: view, cart and purchase of each line, and views beside them. */
const eventsOfOrder = (lines: number) => 3 * lines + VIEWS_BESIDE;

/** Mean views beside those of the lines, in a visit that ends in an order. */
export const VIEWS_BESIDE = 0.8;
/** Mean views beyond the first, chance of a search before and of a cart after, in a visit that does not. */
export const BROWSING = { moreViews: 2.4, search: 0.12, cart: 0.3 } as const;

/**
 * Visits per average day that end in no order, by customer, [customers]: half in proportion to what they buy, half
 * the same for all; as many as it takes to come to `eventsTarget` expected events.
 */
export function browseRates(simulation: Simulation): Float64Array {
  const { population, season, calendar, options } = simulation;
  const end = season.clock[calendar.closes]!;
  const meanRate = population.rate.reduce((sum, rate) => sum + rate, 0) / population.size;
  const lines = segments.reduce((sum, { share, moreLines }) => sum + share * (1 + moreLines), 0);
  const left = options.eventsTarget - expectedOrders(simulation) * eventsOfOrder(lines);
  const perVisit = 1 + BROWSING.moreViews + BROWSING.search + BROWSING.cart;
  const rates = population.rate.map((rate) => (rate + meanRate) / 2);
  let visits = 0;
  for (let customer = 0; customer < population.size; customer += 1) {
    const joined = population.joined[customer]!;
    visits += rates[customer]! * expectedPresence(population, customer, Math.max(0, -joined), end - joined);
  }
  const times = Math.max(left, 0) / perVisit / visits;
  return rates.map((rate) => rate * times);
}
