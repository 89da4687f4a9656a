import type { Session } from "../events.js";
import { customerId } from "../population.js";
import type { Simulation } from "../simulation.js";
import { browserOf } from "./browser.js";
import { checkoutOf } from "./checkout.js";
import { personOf } from "./person.js";

/** Who the tracker sees in a visit. */
export interface Visitor {
  /** The cookie, before log-in. */
  readonly device: string;
  /** The account, from the event of this number on; as many as there are events: nobody logs in. */
  readonly account: string | null;
  readonly loginAt: number;
}

export function visitorOf(simulation: Simulation, { journey: { visit, order }, known, events }: Session): Visitor {
  const stranger = { device: `a${visit.seed.toString(36)}`, account: null, loginAt: events.length };
  if (visit.customer < 0) return stranger;
  const account = customerId(visit.customer);
  if (simulation.options.identities === "none") return known ? { ...stranger, account, loginAt: 0 } : stranger;
  const { device, before } = browserOf(simulation, visit);
  const isKnown = order
    ? checkoutOf(simulation, visit).known
    : known && visit.day >= personOf(simulation, visit.customer).registeredDay;
  if (!isKnown) return { device, account: null, loginAt: events.length };
  const bought = events.findIndex(({ word }) => word === "purchase");
  const last = bought < 0 ? events.length - 1 : bought;
  return { device, account, loginAt: Math.min(Math.floor(before * events.length), last) };
}
