import type { Order } from "./order.js";
import { orderOf } from "./order-of.js";
import type { Simulation } from "./simulation.js";
import { type Visit, visitsOf } from "./visits.js";

/** A visit, what was bought in it if anything, and the item its customer last bought before it (−1: none on record). */
export interface Journey {
  readonly visit: Visit;
  readonly order: Order | null;
  readonly lastItem: number;
}

/** Everything that happens in the shop, day by day and in the order of time. */
export function* journeysOf(simulation: Simulation, wanted: "orders" | "everything"): Generator<Journey> {
  const lastItems = new Int32Array(simulation.population.size).fill(-1);
  let number = 0;
  for (const visit of visitsOf(simulation, wanted)) {
    const lastItem = lastItems[visit.customer] ?? -1;
    if (visit.occasion === "browse") {
      yield { visit, order: null, lastItem };
      continue;
    }
    const order = orderOf(simulation, visit, lastItem, number);
    number += 1;
    if (visit.customer >= 0) lastItems[visit.customer] = order.lines.at(-1)!.item;
    yield { visit, order, lastItem };
  }
}

/** The orders on record, in the order of time. */
export function* ordersOf(simulation: Simulation): Generator<Order> {
  for (const { order } of journeysOf(simulation, "orders")) if (order) yield order;
}
