import { orderId } from "../order.js";
import { copyOf } from "./copy-of.js";
import type { Ground } from "./deck.js";
import { cellKey, type Plan } from "./plan.js";

/** Orders placed twice, to try the shop out, or on days that cannot be; and some that do not say where they went. */
export function plantOrderDoubts(plan: Plan, ground: Ground): void {
  plantRepeated(plan, ground);
  plantTests(plan, ground);
  plantImpossibleDays(plan, ground);
  leaveOutCountries(plan, ground);
}

/** A button pressed twice: seconds to minutes apart. */
function plantRepeated(plan: Plan, { simulation, deck, random }: Ground): void {
  for (const order of deck.deal(2 * deck.each)) {
    const copy = copyOf(plan, simulation, order, 1000 * Math.floor(1 + 500 * random() ** 3));
    plan.doubtful.push(copy);
    plan.doubts.push({ rule: "orders.repeated", rowId: copy.orderId });
  }
}

const trials = [
  (number: number) => ({ orderId: `TEST-${number}` }),
  (number: number) => ({ orderId: `LC-test-${number}` }),
  (number: number) => ({ orderId: `测试${number}` }),
  (number: number) => ({ customerId: `test${number}` }),
  () => ({ customerId: "qa-tester" }),
  () => ({ customerId: "dummy" }),
  () => ({ channel: "sandbox" }),
  () => ({ channel: "web-test" }),
];

function plantTests(plan: Plan, { simulation, deck }: Ground): void {
  for (const [place, order] of deck.deal(2 * deck.each).entries()) {
    const trial = { ...copyOf(plan, simulation, order, 7_200_000), ...trials[place % trials.length]!(place + 1) };
    plan.doubtful.push(trial);
    plan.doubts.push({ rule: "orders.test", rowId: trial.orderId });
  }
}

/** A digit slipped in the year, a clock that began at nought: days the door takes for possible. */
function plantImpossibleDays(plan: Plan, { simulation, deck, random }: Ground): void {
  for (const order of deck.deal(deck.each)) {
    const copy = copyOf(plan, simulation, order, 0);
    const days = [
      copy.orderedAt.replace(/^20/, "21"),
      copy.orderedAt.replace(/^202/, "208"),
      copy.orderedAt.replace(/^202/, "198"),
      `1970-01-01T00:${10 + Math.floor(50 * random())}:00Z`,
    ];
    plan.doubtful.push({ ...copy, orderedAt: days[Math.floor(random() * days.length)]! });
    plan.doubts.push({ rule: "orders.ordered_at", rowId: copy.orderId });
  }
}

function leaveOutCountries(plan: Plan, { deck }: Ground): void {
  for (const { number, country } of deck.deal(3 * deck.each)) {
    plan.cells.set(cellKey("orders.csv", orderId(number)), { country: "" });
    plan.doubts.push({ rule: "orders.country", rowId: orderId(number), truth: country });
  }
}
