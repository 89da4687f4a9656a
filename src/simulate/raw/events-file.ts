import type { Row } from "#contract/contract.js";
import { type Session, type ShopEvent, sessionsOf } from "../events.js";
import { type Money, moneyOf } from "../money.js";
import { orderId } from "../order.js";
import { visitorOf } from "../people/visitor.js";
import type { Simulation } from "../simulation.js";
import type { CsvFile } from "./csv.js";
import { type FaultRecipe, withFaults } from "./fault.js";
import { firstOrders } from "./first-orders.js";
import { isoTime } from "./iso-time.js";

const eventColumns = [
  "event_id",
  "customer_id",
  "anonymous_id",
  "session_id",
  "item_id",
  "event",
  "occurred_at",
  "order_id",
  "quantity",
  "price",
  "currency",
  "campaign_id",
  "query",
] as const satisfies readonly (keyof Row<"events">)[];

export function eventsFile(simulation: Simulation): CsvFile {
  return {
    path: "events.csv",
    columns: eventColumns,
    lines: () =>
      simulation.options.faults === "none"
        ? eventTexts(simulation)
        : withFaults(eventTexts(simulation), firstOrders(simulation), eventFaults),
  };
}

function* eventTexts(simulation: Simulation): Generator<string> {
  const money = moneyOf(simulation.options.currency);
  let session = 0;
  let event = 0;
  for (const visited of sessionsOf(simulation)) {
    session += 1;
    const who = visitorsIn(simulation, visited, session);
    const tail = `,${visited.journey.visit.campaignId ?? ""},`;
    for (const [place, done] of visited.events.entries()) {
      event += 1;
      yield `e${event},${place < who.loginAt ? who.before : who.after},${itemAndWord(simulation, done)},${isoTime(done.at)},${bought(simulation, visited, done, money)}${tail}${done.query ?? ""}`;
    }
  }
}

/** Customer, cookie and session, before log-in and after. */
function visitorsIn(simulation: Simulation, visited: Session, session: number) {
  const { device, account, loginAt } = visitorOf(simulation, visited);
  return { before: `,${device},s${session}`, after: `${account ?? ""},,s${session}`, loginAt };
}

const itemAndWord = ({ items }: Simulation, { item, word }: ShopEvent) =>
  item < 0 ? `,${word}` : `${items[item]!.itemId},${word}`;

/** Order, quantity, price and currency, of a purchase alone. */
function bought({ items }: Simulation, { journey }: Session, { item, word, quantity }: ShopEvent, money: Money) {
  if (word !== "purchase" || !journey.order) return ",,,";
  const price = money.major(items[item]!.priceCents);
  return `${orderId(journey.order.number)},${quantity},${price},${money.currency}`;
}

const again: FaultRecipe = { kind: "duplicate row", fate: "merged", make: (before) => before };
const strange = (kind: "bad date" | "text in a number column" | "unterminated quote", text: string): FaultRecipe => ({
  kind,
  fate: "refused",
  make: () => text,
});

const eventFaults: readonly FaultRecipe[] = [
  again,
  strange("bad date", "x1,C100001,,sx1,MUG-ALS-OAT,view,0000-00-00T00:00:00Z,,,,,,"),
  again,
  strange("unterminated quote", `x2,C100001,,sx2,,search,2025-01-07T18:20:11Z,,,,,,"oat mug`),
  again,
  strange(
    "text in a number column",
    "x3,C100001,,sx3,MUG-ALS-OAT,purchase,2025-01-08T18:20:11Z,LC-9000009,one,12.90,EUR,,",
  ),
  again,
  strange("bad date", "x4,C100001,,sx4,MUG-ALS-OAT,view,1736361611,,,,,,"),
  again,
];
