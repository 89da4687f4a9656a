import { ordersOf } from "../journeys.js";
import { lineCents } from "../order.js";
import type { Simulation } from "../simulation.js";

/** What the shop sold: what `describe` must find after loading its raw files, faults and all. */
export interface TrueTotals {
  /** Lines of orders not cancelled. Customers are those known. Times are ms UTC. */
  readonly sales: Readonly<Record<"lines" | "orders" | "customers" | "cents" | "firstAt" | "lastAt", number>>;
  /** Lines of cancelled orders. */
  readonly refunds: Readonly<Record<"lines" | "orders" | "cents", number>>;
}

export function trueTotals(simulation: Simulation): TrueTotals {
  const sales = { lines: 0, orders: 0, customers: 0, cents: 0, firstAt: Number.NaN, lastAt: Number.NaN };
  const refunds = { lines: 0, orders: 0, cents: 0 };
  const customers = new Set<number>();
  for (const { lines, cancelledAt, visit } of ordersOf(simulation)) {
    const kind = cancelledAt === null ? sales : refunds;
    kind.orders += 1;
    kind.lines += lines.length;
    kind.cents += lines.reduce((sum, line) => sum + lineCents(line), 0);
    if (cancelledAt !== null) continue;
    if (visit.customer >= 0) customers.add(visit.customer);
    if (Number.isNaN(sales.firstAt)) sales.firstAt = visit.at;
    sales.lastAt = visit.at;
  }
  return { sales: { ...sales, customers: customers.size }, refunds };
}
