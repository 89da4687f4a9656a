import { moneyOf } from "../money.js";
import { type Order, orderId } from "../order.js";
import { copyOf } from "./copy-of.js";
import type { Ground } from "./deck.js";
import { addRows, cellKey, type Plan } from "./plan.js";

const LEAST_CENTS = 5; // of a price a slip leaves behind
/** Items a wholesaler buys: where many pieces are usual, nobody can tell a slip. */
export const WHOLESALE_ITEMS = 5;
const MANY_LINES = 8;
const OFTEN_SOLD = 40;

/** Prices and quantities with a digit too many or too few, and lines of things that are not for sale. */
export function plantLineDoubts(plan: Plan, ground: Ground): void {
  plantPriceSlips(plan, ground);
  plantProvedQuantities(plan, ground);
  plantLoneQuantities(plan, ground);
  leaveOutTotals(plan, ground);
  plantTestItems(plan, ground);
}

function plantPriceSlips(plan: Plan, { simulation, deck, random }: Ground): void {
  const money = moneyOf(simulation.options.currency);
  for (const { number, lines } of deck.deal(2 * deck.each, ({ lines }) => lines[0]!.discountCents === 0)) {
    const { item, priceCents } = lines[0]!;
    const factor = [10, 100, 0.1, 0.01][Math.floor(4 * random())]!;
    const slipped = Math.round(priceCents * (priceCents * factor < LEAST_CENTS ? 1 / factor : factor));
    const { itemId } = simulation.items[item]!;
    plan.cells.set(cellKey("order_lines.csv", orderId(number), itemId), { unit_price: money.major(slipped) });
    plan.doubts.push({
      rule: "order_lines.unit_price",
      rowId: orderId(number),
      itemId,
      truth: money.major(priceCents),
    });
  }
}

/** The order's total tells what was meant. */
function plantProvedQuantities(plan: Plan, { simulation, deck, random }: Ground): void {
  for (const order of deck.deal(deck.each)) plantQuantity(plan, simulation.items, order, random);
}

/** No total is left; but the customer never bought so many of anything, and nobody so many of this. */
function plantLoneQuantities(plan: Plan, { simulation, deck, random }: Ground): void {
  const items = new Set<number>();
  const customers = new Set<number>();
  const fits = ({ visit, lines }: Order) => {
    const { item, quantity } = lines[0]!;
    const others = (deck.linesOf.get(visit.customer) ?? []).filter((line) => line !== lines[0]);
    const sold = deck.soldOrders.get(item) ?? 0;
    const told = others.length >= MANY_LINES && others.every((other) => other.quantity <= 2 * quantity);
    if (!told || sold < OFTEN_SOLD || item < WHOLESALE_ITEMS || items.has(item) || customers.has(visit.customer)) {
      return false;
    }
    items.add(item);
    customers.add(visit.customer);
    return true;
  };
  for (const order of deck.deal(deck.each, fits)) {
    plantQuantity(plan, simulation.items, order, random);
    plan.cells.set(cellKey("orders.csv", orderId(order.number)), { total_cents: "" });
  }
}

function plantQuantity(
  plan: Plan,
  items: Ground["simulation"]["items"],
  { number, lines }: Order,
  random: () => number,
): void {
  const { item, quantity } = lines[0]!;
  const { itemId } = items[item]!;
  const slipped = quantity * (random() < 0.7 ? 10 : 100);
  plan.cells.set(cellKey("order_lines.csv", orderId(number), itemId), { quantity: String(slipped) });
  plan.doubts.push({ rule: "order_lines.quantity", rowId: orderId(number), itemId, truth: String(quantity) });
}

/** Many shops' exports have none: nothing is wrong with these orders. */
function leaveOutTotals(plan: Plan, { deck }: Ground): void {
  for (const { number } of deck.deal(10 * deck.each))
    plan.cells.set(cellKey("orders.csv", orderId(number)), { total_cents: "" });
}

const testItems = [
  ["TEST-1", "Test product"],
  ["X-900", "This is a test item"],
  ["X-901", "测试商品 请勿下单"],
  ["DUMMY", "Dummy"],
] as const;

function plantTestItems(plan: Plan, { simulation, deck, random }: Ground): void {
  const price = moneyOf(simulation.options.currency);
  addRows(
    plan,
    "items.csv",
    testItems.map(([item_id, name]) => ({
      item_id,
      product_id: item_id,
      name,
      category: "Table",
      brand: "Linden & Co",
      price: price.major(100),
      currency: price.currency,
      in_stock: "false",
    })),
  );
  for (const order of deck.deal(deck.each)) {
    const [itemId] = testItems[Math.floor(random() * testItems.length)]!;
    const lines = [{ itemId, quantity: 1, priceCents: 100, discountCents: 0 }];
    const copy = { ...copyOf(plan, simulation, order, 3_600_000), lines };
    plan.doubtful.push(copy);
    plan.doubts.push({ rule: "order_lines.test_item", rowId: copy.orderId, itemId });
  }
}
