import { mulberry32 } from "#numeric/mulberry32.js";
import { poissonRandom } from "#numeric/poisson-random.js";
import { type Agenda, agendaOf } from "./agenda.js";
import { browseRates } from "./browse-rates.js";
import { childSeed } from "./child-seed.js";
import { expectedOrders } from "./expected-orders.js";
import { exposuresOf } from "./exposures.js";
import { firstSecond } from "./first-moment.js";
import { repeatPurchase } from "./life.js";
import { dayAt } from "./season.js";
import { LAST_SECOND, secondOfDay } from "./second-of-day.js";
import type { Simulation } from "./simulation.js";

/** One visit to the shop. */
export interface Visit {
  /** −1: a guest. */
  readonly customer: number;
  /** Calendar day. */
  readonly day: number;
  /** When it comes to its point, ms UTC. */
  readonly at: number;
  /** Of what happens in it. */
  readonly seed: number;
  readonly occasion: "purchase" | "answer" | "guest" | "browse";
  /** The mailing it answers. */
  readonly campaignId: string | null;
}

/**
 * All visits on record, day by day and in the order of time, in memory bounded by the number of customers. Those that
 * end in an order are the same whether browsing is asked for or not.
 */
export function* visitsOf(simulation: Simulation, wanted: "orders" | "everything"): Generator<Visit> {
  const { calendar } = simulation;
  const walk = beginWalk(simulation, wanted);
  const answers = answersByDay(simulation);
  const guestRate =
    (simulation.options.guests * expectedOrders(simulation)) / simulation.season.clock[calendar.closes]!;
  for (let day = calendar.opens; day < calendar.closes; day += 1) {
    const visits: Visit[] = [...(answers.get(day) ?? []), ...guestsOn(simulation, day, guestRate)];
    for (let entry = walk.agenda.take(day); entry >= 0; entry = walk.agenda.take(day)) {
      const visit = entry < walk.size ? purchase(simulation, walk, day, entry) : browse(simulation, walk, day, entry);
      if (visit) visits.push(visit);
    }
    visits.sort((a, b) => a.at - b.at || a.customer - b.customer || a.seed - b.seed);
    for (const visit of visits) yield visit;
  }
}

/** Where every customer stands: purchases are entries 0 … size − 1 of the agenda, browsing the next `size`. */
interface Walk {
  readonly size: number;
  readonly agenda: Agenda;
  /** Purchases so far beyond the first. */
  readonly nth: Uint32Array;
  /** Of the purchase on the agenda, on the season's clock. */
  readonly time: Float64Array;
  /** 1: the purchase on the agenda is the last. */
  readonly last: Uint8Array;
  /** 1: lost. */
  readonly gone: Uint8Array;
  /** Day and second of the latest purchase. */
  readonly boughtDay: Int32Array;
  readonly boughtSecond: Int32Array;
  readonly browsed: Uint32Array;
  readonly browseTime: Float64Array;
  readonly browseRate: Float64Array;
}

function beginWalk(simulation: Simulation, wanted: "orders" | "everything"): Walk {
  const { population, calendar, season } = simulation;
  const { size } = population;
  const browsing = wanted === "everything";
  const walk: Walk = {
    size,
    agenda: agendaOf(calendar.closes, 2 * size),
    nth: new Uint32Array(size),
    time: population.joined.slice(),
    last: new Uint8Array(size),
    gone: new Uint8Array(size),
    boughtDay: new Int32Array(size).fill(-1),
    boughtSecond: new Int32Array(size),
    browsed: new Uint32Array(browsing ? size : 0),
    browseTime: new Float64Array(browsing ? size : 0),
    browseRate: browsing ? browseRates(simulation) : new Float64Array(0),
  };
  for (let customer = 0; customer < size; customer += 1) {
    while (walk.time[customer]! < 0 && !walk.gone[customer]) advance(simulation, walk, customer);
    if (walk.gone[customer]) continue;
    walk.agenda.add(dayAt(season, walk.time[customer]!), customer);
    if (!browsing) continue;
    // nobody browses under a name before the day after the first purchase made it known
    walk.browseTime[customer] = season.clock[Math.max(calendar.opens, population.joinedDay[customer]! + 1)]!;
    planBrowse(simulation, walk, customer);
  }
  return walk;
}

/** Moves a customer from the purchase on the agenda to the next, or loses them. */
function advance({ population, streams }: Simulation, walk: Walk, customer: number): void {
  if (walk.last[customer]) {
    walk.gone[customer] = 1;
    return;
  }
  walk.nth[customer]! += 1;
  const { gap, last } = repeatPurchase(population, streams.life, customer, walk.nth[customer]!);
  walk.time[customer]! += gap;
  walk.last[customer] = Number(last);
}

function purchase(simulation: Simulation, walk: Walk, day: number, customer: number): Visit {
  const nth = walk.nth[customer]!;
  const seed = childSeed(childSeed(simulation.streams.basket, customer), nth);
  let second = nth === 0 ? firstSecond(simulation, customer) : secondOfDay(mulberry32(seed));
  if (walk.boughtDay[customer] === day) {
    const before = walk.boughtSecond[customer]!;
    second = before + Math.floor(((LAST_SECOND - before) * (seed % 1000)) / 1000);
  }
  walk.boughtDay[customer] = day;
  walk.boughtSecond[customer] = second;
  advance(simulation, walk, customer);
  if (!walk.gone[customer]) walk.agenda.add(dayAt(simulation.season, walk.time[customer]!), customer);
  return visitOf(simulation, { customer, day, second, seed, occasion: "purchase", campaignId: null });
}

function browse(simulation: Simulation, walk: Walk, day: number, entry: number): Visit | null {
  const customer = entry - walk.size;
  if (walk.gone[customer]) return null;
  const seed = childSeed(childSeed(simulation.streams.browse, customer), walk.browsed[customer]!);
  planBrowse(simulation, walk, customer);
  const second = secondOfDay(mulberry32(seed));
  return visitOf(simulation, { customer, day, second, seed, occasion: "browse", campaignId: null });
}

function planBrowse({ streams, season }: Simulation, walk: Walk, customer: number): void {
  walk.browsed[customer]! += 1;
  const random = mulberry32(childSeed(childSeed(streams.browse, ~customer), walk.browsed[customer]!));
  walk.browseTime[customer]! += -Math.log(1 - random()) / walk.browseRate[customer]!;
  walk.agenda.add(dayAt(season, walk.browseTime[customer]!), walk.size + customer);
}

function visitOf({ calendar }: Simulation, visit: Omit<Visit, "at"> & { second: number }): Visit {
  const { customer, day, seed, occasion, campaignId, second } = visit;
  return { customer, day, at: calendar.startsAt[day]! + second * 1000, seed, occasion, campaignId };
}

function guestsOn(simulation: Simulation, day: number, rate: number): Visit[] {
  const seed = childSeed(simulation.streams.guest, day);
  const random = mulberry32(seed);
  const count = poissonRandom(random, rate * simulation.season.factor[day]!);
  return Array.from({ length: count }, (_, place) => {
    const own = childSeed(seed, place);
    const second = secondOfDay(random);
    return visitOf(simulation, { customer: -1, day, second, seed: own, occasion: "guest", campaignId: null });
  });
}

function answersByDay(simulation: Simulation): ReadonlyMap<number, Visit[]> {
  const { calendar, streams, mailings } = simulation;
  const answers = new Map<number, Visit[]>();
  for (const mailing of mailings) {
    for (const { customer, arm, ordersIfWritten, answerDay: day } of exposuresOf(mailing, simulation)) {
      if (arm === "control" || !ordersIfWritten || day >= calendar.closes) continue;
      const seed = childSeed(childSeed(mailing.seed, ~customer), streams.basket);
      const second = secondOfDay(mulberry32(seed));
      const visit = { customer, day, second, seed, occasion: "answer", campaignId: mailing.campaignId } as const;
      answers.set(day, [...(answers.get(day) ?? []), visitOf(simulation, visit)]);
    }
  }
  return answers;
}
