import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "./child-seed.js";
import { lineCents, type Order } from "./order.js";
import type { Simulation } from "./simulation.js";

/** A line sent back, in part or whole, and paid back. */
export interface Refund {
  readonly refundId: string;
  readonly order: Order;
  /** Place in the catalogue. */
  readonly item: number;
  readonly quantity: number;
  readonly cents: number;
  /** ms UTC. */
  readonly refundedAt: number;
  readonly reason: string;
}

const DAY = 86_400_000;
const reasons = ["does not fit", "damaged on arrival", "not as pictured", "changed my mind"] as const;

/** The refunds of one order that fall within the record. A cancelled order is never sent, so never sent back. */
export function refundsOf({ streams, items, calendar }: Simulation, order: Order): Refund[] {
  if (order.cancelledAt !== null) return [];
  const end = calendar.startsAt[calendar.closes]!;
  return order.lines.flatMap((line, place): Refund[] => {
    const random = mulberry32(childSeed(childSeed(order.visit.seed, streams.refund), place));
    const { returned, type } = items[line.item]!;
    if (random() >= returned) return [];
    const refundedAt = order.visit.at + Math.floor((5 + 20 * random()) * DAY);
    if (refundedAt >= end) return [];
    const quantity = 1 + Math.floor(random() * line.quantity);
    const cents =
      quantity === line.quantity ? lineCents(line) : Math.floor((lineCents(line) * quantity) / line.quantity);
    const reason = type.sized === "worn" && random() < 0.6 ? reasons[0] : reasons[1 + Math.floor(random() * 3)]!;
    return [
      { refundId: `F${order.number + 1}-${place + 1}`, order, item: line.item, quantity, cents, refundedAt, reason },
    ];
  });
}
