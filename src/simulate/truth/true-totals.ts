import { doubtsOf } from "../doubts/doubts-of.js";
import { ordersOf } from "../journeys.js";
import { lineCents, type OrderLine } from "../order.js";
import { checkoutOf } from "../people/checkout.js";
import type { Simulation } from "../simulation.js";

/**
 * What the shop sold: what `describe` must find after loading its raw files, faults and all. Where doubts are planted
 * it is what tasks must read once cleaning puts right and leaves out all that was planted.
 */
export interface TrueTotals {
  /** Lines of orders not cancelled. Customers are those known. Times are ms UTC. */
  readonly sales: Readonly<Record<"lines" | "orders" | "customers" | "cents" | "firstAt" | "lastAt", number>>;
  /** Lines of cancelled orders. */
  readonly refunds: Readonly<Record<"lines" | "orders" | "cents", number>>;
}

export function trueTotals(simulation: Simulation): TrueTotals {
  const sales = { lines: 0, orders: 0, customers: 0, cents: 0, firstAt: Number.NaN, lastAt: Number.NaN };
  const refunds = { lines: 0, orders: 0, cents: 0 };
  const customers = new Set<string>();
  const centsOf = (lines: readonly Omit<OrderLine, "item">[]) => lines.reduce((sum, line) => sum + lineCents(line), 0);
  const sold = (lines: readonly Omit<OrderLine, "item">[], at: number, customer: string | null) => {
    sales.orders += 1;
    sales.lines += lines.length;
    sales.cents += centsOf(lines);
    if (customer !== null) customers.add(customer);
    sales.firstAt = Number.isNaN(sales.firstAt) ? at : Math.min(sales.firstAt, at);
    sales.lastAt = Number.isNaN(sales.lastAt) ? at : Math.max(sales.lastAt, at);
  };
  for (const { lines, cancelledAt, visit } of ordersOf(simulation)) {
    if (cancelledAt === null) {
      sold(lines, visit.at, checkoutOf(simulation, visit).customerId);
      continue;
    }
    refunds.orders += 1;
    refunds.lines += lines.length;
    refunds.cents += centsOf(lines);
  }
  const honest = simulation.options.doubts === "planted" ? doubtsOf(simulation).honest : [];
  for (const { lines, orderedAt, customerId: customer } of honest) sold(lines, Date.parse(orderedAt), customer);
  return { sales: { ...sales, customers: customers.size }, refunds };
}
