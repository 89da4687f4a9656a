import { createdAt } from "../first-moment.js";
import { moneyOf } from "../money.js";
import type { Order } from "../order.js";
import { isoTime } from "../raw/iso-time.js";
import { copyOf } from "./copy-of.js";
import type { Ground } from "./deck.js";
import { WHOLESALE_ITEMS } from "./line-doubts.js";
import { addRows, type ExtraLine, type Plan } from "./plan.js";

const MINUTE = 60_000;
const WHOLESALERS = 2;
const ORDERS_OF_ONE = 6;

/** Orders that look wrong and are not: whoever doubts one of these raises a false alarm. */
export function plantHonestOrders(plan: Plan, ground: Ground): void {
  plantWholesale(plan, ground);
  plantGiftCards(plan, ground);
  plantClearance(plan, ground);
  plantOrderedAgain(plan, ground);
  plantNamesLikeTests(plan, ground);
}

/** Who buys dozens of a thing, and always has. */
function plantWholesale(plan: Plan, { simulation, deck, random }: Ground): void {
  for (let one = 0; one < WHOLESALERS; one += 1) {
    const customerId = `C90010${one}`;
    addCustomer(plan, customerId, simulation);
    for (const order of deck.deal(ORDERS_OF_ONE)) {
      const lines = Array.from({ length: 2 }, (_, place) => {
        const { itemId, priceCents } =
          simulation.items[(one + place) % Math.min(WHOLESALE_ITEMS, simulation.items.length)]!;
        return { itemId, quantity: 10 * Math.floor(3 + 6 * random()), priceCents, discountCents: 0 };
      });
      const total = random() < 0.5 ? "stated" : "left out";
      plan.honest.push({ ...copyOf(plan, simulation, order, 0), customerId, lines, total });
    }
  }
}

const cardCents = [1000, 2500, 5000, 10_000, 25_000, 50_000];

/** A thing without a price of its own: ten times another's is no slip. */
function plantGiftCards(plan: Plan, { simulation, deck, random }: Ground): void {
  addItem(plan, simulation, "GIFT-CARD", "Gift card", 2500);
  for (const order of deck.deal(2 * deck.each)) {
    const priceCents = cardCents[Math.floor(random() * cardCents.length)]!;
    plantOne(plan, simulation, order, [{ itemId: "GIFT-CARD", quantity: 1, priceCents, discountCents: 0 }]);
  }
}

const reductions = [0.5, 0.3, 0.15, 0.07, 2.5, 6];

/** Sold off, or sold in a better finish: far from the usual price, at no power of ten of it. */
function plantClearance(plan: Plan, { simulation, deck, random }: Ground): void {
  for (const order of deck.deal(deck.each)) {
    const { item, quantity, priceCents } = order.lines[0]!;
    const price = Math.round(priceCents * reductions[Math.floor(random() * reductions.length)]!);
    const { itemId } = simulation.items[item]!;
    plantOne(plan, simulation, order, [{ itemId, quantity, priceCents: price, discountCents: 0 }]);
  }
}

/** The same once more, a while later; or at once, but not quite the same. */
function plantOrderedAgain(plan: Plan, { simulation, deck, random }: Ground): void {
  for (const order of deck.deal(deck.each))
    plan.honest.push(copyOf(plan, simulation, order, Math.floor((11 + 4000 * random()) * MINUTE)));
  for (const order of deck.deal(deck.each)) {
    const copy = copyOf(plan, simulation, order, Math.floor((1 + 8 * random()) * MINUTE));
    const lines = copy.lines.map((line, place) => (place === 0 ? { ...line, quantity: line.quantity + 1 } : line));
    plan.honest.push({ ...copy, lines });
  }
}

/** Words that hold the word. */
function plantNamesLikeTests(plan: Plan, { simulation, deck }: Ground): void {
  addItem(plan, simulation, "PNT-TEST-KIT", "Colour test kit", 990);
  addItem(plan, simulation, "TEA-TST-SET", "Tester set of teas", 1490);
  addCustomer(plan, "contestant-7", simulation);
  const likenesses = [
    (order: Order) => ({ lines: [line("PNT-TEST-KIT", 990)], orderId: `LATEST-${order.number}` }),
    (order: Order) => ({ lines: [line("TEA-TST-SET", 1490)], orderId: `CONTEST-${order.number}` }),
    () => ({ customerId: "contestant-7" }),
    () => ({ channel: "greatest hits" }),
  ];
  for (const [place, order] of deck.deal(deck.each).entries()) {
    const copy = copyOf(plan, simulation, order, 20 * MINUTE);
    plan.honest.push({ ...copy, ...likenesses[place % likenesses.length]!(order) });
  }
}

const line = (itemId: string, priceCents: number): ExtraLine => ({ itemId, quantity: 1, priceCents, discountCents: 0 });

function plantOne(plan: Plan, simulation: Ground["simulation"], order: Order, lines: readonly ExtraLine[]): void {
  plan.honest.push({ ...copyOf(plan, simulation, order, 30 * MINUTE), lines });
}

function addItem(plan: Plan, { options }: Ground["simulation"], itemId: string, name: string, cents: number): void {
  const { major, currency } = moneyOf(options.currency);
  const about = { name, category: "Stationery", brand: "Linden & Co", in_stock: "true" };
  addRows(plan, "items.csv", [{ item_id: itemId, product_id: itemId, price: major(cents), currency, ...about }]);
}

function addCustomer(plan: Plan, customerId: string, simulation: Ground["simulation"]): void {
  const about = { country: "DE", language: "en", accepts_marketing: "false" };
  addRows(plan, "customers.csv", [
    { customer_id: customerId, created_at: isoTime(createdAt(simulation, 0)), ...about },
  ]);
}
