import type { Row } from "#contract/contract.js";
import { ordersOf } from "../journeys.js";
import { moneyOf } from "../money.js";
import { type Order, orderId } from "../order.js";
import { checkoutOf } from "../people/checkout.js";
import { refundsOf } from "../refunds.js";
import type { Simulation } from "../simulation.js";
import { type CsvFile, csvLine } from "./csv.js";
import { type FaultRecipe, type Line, withFaults } from "./fault.js";
import { firstOrders } from "./first-orders.js";
import { isoTime } from "./iso-time.js";

const orderColumns = [
  "order_id",
  "customer_id",
  "ordered_at",
  "country",
  "currency",
  "cancelled",
  "cancelled_at",
  "channel",
  "shipping_cents",
  "tax_cents",
  "total_cents",
  "updated_at",
] as const satisfies readonly (keyof Row<"orders">)[];

const lineColumns = [
  "order_id",
  "item_id",
  "quantity",
  "unit_price",
  "discount",
  "occurred_at",
] as const satisfies readonly (keyof Row<"order_lines">)[];

const refundColumns = [
  "refund_id",
  "order_id",
  "item_id",
  "quantity",
  "cents",
  "currency",
  "refunded_at",
  "reason",
] as const satisfies readonly (keyof Row<"refunds">)[];

const VAT = 19; // percent, contained in the total

export function ordersFile(simulation: Simulation): CsvFile {
  const { currency, faults } = simulation.options;
  return {
    path: "orders.csv",
    columns: orderColumns,
    lines: () =>
      faults === "none"
        ? orderTexts(simulation)
        : withFaults(orderTexts(simulation), firstOrders(simulation), orderFaults(currency)),
  };
}

function* orderTexts(simulation: Simulation): Generator<Line> {
  for (const order of ordersOf(simulation)) {
    const { customerId } = checkoutOf(simulation, order.visit);
    const text = orderText(order, customerId, simulation.options.currency);
    const nameless = customerId === null;
    yield nameless && simulation.options.faults === "planted"
      ? { text, kind: "missing customer", fate: "kept", encoding: "utf-8" }
      : text;
  }
}

function orderText(order: Order, customerId: string | null, currency: string): string {
  const { number, visit, cancelledAt, totalCents } = order;
  const at = isoTime(visit.at);
  const cancelled = cancelledAt === null ? null : isoTime(cancelledAt);
  return csvLine([
    orderId(number),
    customerId,
    at,
    order.country,
    currency,
    cancelled ? "true" : "false",
    cancelled,
    order.channel,
    order.shippingCents,
    Math.round((totalCents * VAT) / (100 + VAT)),
    totalCents,
    cancelled ?? at,
  ]);
}

function orderFaults(currency: string): readonly FaultRecipe[] {
  const badDate = (id: string, date: string): FaultRecipe => ({
    kind: "bad date",
    fate: "refused",
    make: () => `${id},C100001,${date},DE,${currency},false,,web,0,319,2000,`,
  });
  const again: FaultRecipe = { kind: "duplicate row", fate: "merged", make: (before) => before };
  return [
    again,
    badDate("LC-9000001", "2024-13-05T12:00:00Z"),
    again,
    badDate("LC-9000002", "31.12.2024"),
    badDate("LC-9000003", ""),
    again,
  ];
}

export function orderLinesFile(simulation: Simulation): CsvFile {
  const { faults } = simulation.options;
  return {
    path: "order_lines.csv",
    columns: lineColumns,
    lines: () =>
      faults === "none"
        ? lineTexts(simulation)
        : withFaults(lineTexts(simulation), firstOrders(simulation), lineFaults),
  };
}

function* lineTexts(simulation: Simulation): Generator<string> {
  const money = moneyOf(simulation.options.currency);
  for (const { number, visit, lines } of ordersOf(simulation)) {
    const id = orderId(number);
    const at = isoTime(visit.at);
    for (const { item, quantity, priceCents, discountCents } of lines) {
      const discount = discountCents > 0 ? money.major(discountCents) : "";
      yield `${id},${simulation.items[item]!.itemId},${quantity},${money.major(priceCents)},${discount},${at}`;
    }
  }
}

/** The row before with one cell changed. No cell of these files holds a comma. */
const changed = (column: (typeof lineColumns)[number], value: string) => (before: string) =>
  before
    .split(",")
    .map((cell, place) => (place === lineColumns.indexOf(column) ? value : cell))
    .join(",");

const lineFaults: readonly FaultRecipe[] = [
  { kind: "text in a number column", fate: "refused", make: changed("quantity", "two") },
  { kind: "negative quantity without a cancellation", fate: "kept", make: changed("quantity", "-1") },
  { kind: "text in a number column", fate: "refused", make: changed("unit_price", "n/a") },
  { kind: "negative quantity without a cancellation", fate: "kept", make: changed("quantity", "-2") },
  { kind: "bad date", fate: "refused", make: changed("occurred_at", "2025-06-31T09:00:00Z") },
  { kind: "text in a number column", fate: "refused", make: changed("unit_price", "12.90 EUR") },
  { kind: "negative quantity without a cancellation", fate: "kept", make: changed("quantity", "-12") },
  { kind: "text in a number column", fate: "refused", make: changed("quantity", "1 Stk.") },
  { kind: "negative quantity without a cancellation", fate: "kept", make: changed("quantity", "-1") },
];

export function refundsFile(simulation: Simulation): CsvFile {
  return { path: "refunds.csv", columns: refundColumns, lines: () => refundTexts(simulation) };
}

function* refundTexts(simulation: Simulation): Generator<string> {
  for (const placed of ordersOf(simulation)) {
    for (const { refundId, order, item, quantity, cents, refundedAt, reason } of refundsOf(simulation, placed)) {
      const { itemId } = simulation.items[item]!;
      const { currency } = simulation.options;
      const at = isoTime(refundedAt);
      yield csvLine([refundId, orderId(order.number), itemId, quantity, cents, currency, at, reason]);
    }
  }
}
