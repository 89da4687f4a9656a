import type { Order } from "../order.js";
import { customerId } from "../population.js";
import { isoTime } from "../raw/iso-time.js";
import type { Simulation } from "../simulation.js";
import type { ExtraOrder, Plan } from "./plan.js";

const FIRST_NUMBER = 7_000_001;

/** The same order once more under a number of its own, so many milliseconds later. */
export function copyOf(plan: Plan, { items }: Simulation, order: Order, later: number): ExtraOrder {
  return {
    orderId: `LC-${FIRST_NUMBER + plan.doubtful.length + plan.honest.length}`,
    customerId: customerId(order.visit.customer),
    orderedAt: isoTime(order.visit.at + later),
    country: order.country,
    channel: order.channel,
    lines: order.lines.map(({ item, ...line }) => ({ itemId: items[item]!.itemId, ...line })),
    total: "stated",
  };
}
