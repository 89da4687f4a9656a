import { sessionsOf } from "../events.js";
import { ordersOf } from "../journeys.js";
import { orderId } from "../order.js";
import { checkoutOf } from "../people/checkout.js";
import { visitorOf } from "../people/visitor.js";
import { customerId } from "../population.js";
import type { Simulation } from "../simulation.js";

/** Everything in the raw files that is one person. */
export interface TruePerson {
  /** Their account first, then the ids under which they ordered as a guest. */
  readonly customerIds: readonly string[];
  /**
   * Cookies that nobody else ever used, on which something was done before log-in, and which something ties to them: they
   * logged in during a visit, or an order was placed from it under an id.
   */
  readonly anonymousIds: readonly string[];
  /** Orders without an id, placed from such a cookie. */
  readonly orderIds: readonly string[];
}

interface Cookie {
  readonly users: Set<number>;
  isTied: boolean;
  isAnonymous: boolean;
}

/** Of those who have more than their account. Reads all events: seconds, for a large shop. */
export function trueIdentities(simulation: Simulation): TruePerson[] {
  const cookies = cookiesOf(simulation);
  const people = new Map<number, { customerIds: Set<string>; anonymousIds: string[]; orderIds: string[] }>();
  const person = (customer: number) => {
    const known = people.get(customer) ?? {
      customerIds: new Set([customerId(customer)]),
      anonymousIds: [],
      orderIds: [],
    };
    people.set(customer, known);
    return known;
  };
  for (const { visit } of ordersOf(simulation)) {
    const { customerId: id } = checkoutOf(simulation, visit);
    if (visit.customer >= 0 && id !== null && id !== customerId(visit.customer))
      person(visit.customer).customerIds.add(id);
  }
  for (const [cookie, { users, isTied, isAnonymous }] of cookies) {
    const [user] = users;
    if (users.size === 1 && isTied && isAnonymous && user! >= 0) person(user!).anonymousIds.push(cookie);
  }
  const theirs = new Map(
    [...people].flatMap(([customer, { anonymousIds }]) => anonymousIds.map((id) => [id, customer])),
  );
  for (const session of sessionsOf(simulation)) {
    const { visit, order } = session.journey;
    if (!order || visit.customer < 0 || checkoutOf(simulation, visit).customerId !== null) continue;
    const { device } = visitorOf(simulation, session);
    if (theirs.get(device) === visit.customer) person(visit.customer).orderIds.push(orderId(order.number));
  }
  return Array.from(people.values(), ({ customerIds, ...more }) => ({ customerIds: [...customerIds], ...more })).filter(
    ({ customerIds, anonymousIds }) => customerIds.length + anonymousIds.length > 1,
  );
}

function cookiesOf(simulation: Simulation): ReadonlyMap<string, Cookie> {
  const cookies = new Map<string, Cookie>();
  for (const session of sessionsOf(simulation)) {
    const { visit, order } = session.journey;
    const { device, account, loginAt } = visitorOf(simulation, session);
    const cookie = cookies.get(device) ?? { users: new Set(), isTied: false, isAnonymous: false };
    cookies.set(device, cookie);
    cookie.users.add(visit.customer);
    if (loginAt > 0) cookie.isAnonymous = true;
    if (account !== null && loginAt > 0) cookie.isTied = true;
    if (order && account === null && checkoutOf(simulation, visit).customerId !== null) cookie.isTied = true;
  }
  return cookies;
}
