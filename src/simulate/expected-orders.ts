import { expectedPresence } from "./life.js";
import type { Simulation } from "./simulation.js";

/** Expected orders on record but for answers to mailings: first purchases as they are, repeats and guests expected. */
export function expectedOrders({ population, season, calendar, options }: Simulation): number {
  const end = season.clock[calendar.closes]!;
  let orders = 0;
  for (let customer = 0; customer < population.size; customer += 1) {
    const joined = population.joined[customer]!;
    if (joined >= 0) orders += 1;
    orders += population.rate[customer]! * expectedPresence(population, customer, Math.max(0, -joined), end - joined);
  }
  return orders / (1 - options.guests);
}

/**
 * Expected orders on each day on record, [days]: first purchases as they fell, repeat purchases of customers of known
 * rate and drop-out, guests, and answers to mailings.
 */
export function expectedOrdersByDay(simulation: Simulation, answers: ArrayLike<number>): Float64Array {
  const { population, season, calendar, options } = simulation;
  const { opens, closes } = calendar;
  const orders = new Float64Array(closes - opens);
  const guests = options.guests * expectedOrders(simulation);
  const end = season.clock[closes]!;
  for (let day = opens; day < closes; day += 1) {
    orders[day - opens] = (guests * season.factor[day]!) / end + (answers[day - opens] ?? 0);
  }
  for (let customer = 0; customer < population.size; customer += 1) {
    const joined = population.joined[customer]!;
    const rate = population.rate[customer]!;
    const joinedDay = population.joinedDay[customer]!;
    if (joinedDay >= opens) orders[joinedDay - opens]! += 1;
    for (let day = Math.max(opens, joinedDay); day < closes; day += 1) {
      const from = Math.max(0, season.clock[day]! - joined);
      orders[day - opens]! += rate * expectedPresence(population, customer, from, season.clock[day + 1]! - joined);
    }
  }
  return orders;
}
