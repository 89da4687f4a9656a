import { moneyOf } from "../money.js";
import type { Ground } from "./deck.js";
import { cellKey, type Plan } from "./plan.js";

const SHARE = 0.06; // of the catalogue
const LEAST = 4;
const OFTEN_SOLD = 6;

/** List prices in hundredths where the others are in whole, or the other way round; and items without a category. */
export function plantItemDoubts(plan: Plan, { simulation, deck, random }: Ground): void {
  const { items, options } = simulation;
  const money = moneyOf(options.currency);
  const count = Math.max(LEAST, Math.round(SHARE * items.length));
  const start = Math.floor(random() * items.length);
  const around = items.map((_, place) => (place * 7 + start) % items.length);
  const all = [...new Set(around)];
  for (const item of all.filter((place) => (deck.soldOrders.get(place) ?? 0) >= OFTEN_SOLD).slice(0, count)) {
    const { itemId, priceCents } = items[item]!;
    const price = money.major(Math.round(priceCents * (random() < 0.5 ? 100 : 0.01)));
    plan.cells.set(cellKey("items.csv", itemId), { price });
    plan.doubts.push({ rule: "items.price", rowId: itemId, truth: money.major(priceCents) });
  }
  const priced = new Set(plan.doubts.filter(({ rule }) => rule === "items.price").map(({ rowId }) => rowId));
  const others = all.filter((place) => !priced.has(items[place]!.itemId));
  for (const item of others.slice(0, count)) {
    const { itemId, type } = items[item]!;
    plan.cells.set(cellKey("items.csv", itemId), { category: "" });
    plan.doubts.push({ rule: "items.category", rowId: itemId, truth: type.category });
  }
}
