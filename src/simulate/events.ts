import { mulberry32 } from "#numeric/mulberry32.js";
import { poissonRandom } from "#numeric/poisson-random.js";
import { BROWSING, VIEWS_BESIDE } from "./browse-rates.js";
import { childSeed } from "./child-seed.js";
import { type Journey, journeysOf } from "./journeys.js";
import { nextItem, shopperOf } from "./next-item.js";
import type { Order } from "./order.js";
import { reviewLanguages } from "./review-language.js";
import type { Simulation } from "./simulation.js";

/** One thing done on the shop's pages. */
export interface ShopEvent {
  /** Place in the catalogue; −1: about none. */
  readonly item: number;
  readonly word: "view" | "cart" | "purchase" | "search";
  /** ms UTC, whole seconds. */
  readonly at: number;
  /** Pieces bought; 0 but for purchases. */
  readonly quantity: number;
  readonly query: string | null;
}

/** A visit's events, in the order of time. */
export interface Session {
  readonly journey: Journey;
  /** Whether the visitor was logged in. A guest never is. */
  readonly known: boolean;
  readonly events: readonly ShopEvent[];
}

const UNKNOWN = 0.15;
const LONGEST = 3000; // seconds; an account is made 55 minutes before the first purchase

export function* sessionsOf(simulation: Simulation): Generator<Session> {
  for (const journey of journeysOf(simulation, "everything")) {
    const random = mulberry32(childSeed(journey.visit.seed, 2));
    if (journey.order) {
      const events = eventsBefore(simulation, journey, journey.order, random);
      yield { journey, known: journey.visit.customer >= 0, events };
    } else {
      yield { journey, known: random() >= UNKNOWN, events: browsing(simulation, journey, random) };
    }
  }
}

/** View and cart of each line, views beside them, and at last the purchases, one for each line. */
function eventsBefore(simulation: Simulation, journey: Journey, order: Order, random: () => number): ShopEvent[] {
  const { visit } = journey;
  const steps: [number, ShopEvent["word"]][] = [];
  for (let beside = poissonRandom(random, VIEWS_BESIDE); beside > 0; beside -= 1) {
    steps.push([wandering(simulation, journey, random), "view"]);
  }
  for (const { item } of order.lines) steps.push([item, "view"], [item, "cart"]);
  const pace = Math.min(20 + 60 * random(), LONGEST / steps.length);
  const events = steps.map(([item, word], place): ShopEvent => {
    const at = visit.at - 1000 * Math.floor((steps.length - place) * pace);
    return { item, word, at, quantity: 0, query: null };
  });
  for (const { item, quantity } of order.lines) {
    events.push({ item, word: "purchase", at: visit.at, quantity, query: null });
  }
  return events;
}

/** Perhaps a search, some views, perhaps a cart that is left standing. */
function browsing(simulation: Simulation, journey: Journey, random: () => number): ShopEvent[] {
  const events: ShopEvent[] = [];
  let { at } = journey.visit;
  let item = wandering(simulation, journey, random);
  if (random() < BROWSING.search) {
    events.push({ item: -1, word: "search", at, quantity: 0, query: queryFor(simulation, journey, item) });
  }
  const views = 1 + poissonRandom(random, BROWSING.moreViews);
  for (let view = 0; view < views; view += 1) {
    if (view > 0) item = wandering(simulation, journey, random);
    at += 1000 * Math.floor(5 + 80 * random());
    events.push({ item, word: "view", at, quantity: 0, query: null });
  }
  if (random() < BROWSING.cart) {
    events.push({ item, word: "cart", at: at + 9000, quantity: 0, query: null });
  }
  return events;
}

/** What a visitor looks at: as what they buy, from where they last were. */
function wandering(simulation: Simulation, { visit, lastItem }: Journey, random: () => number): number {
  const month = simulation.calendar.months[visit.day]!;
  return nextItem(simulation, shopperOf(simulation, visit), month, lastItem, random);
}

function queryFor({ items, population }: Simulation, { visit }: Journey, item: number): string {
  const { type, colour } = items[item]!;
  const language = reviewLanguages[population.language[visit.customer] ?? 0];
  return language === "zh" ? type.nameChinese : `${colour.name} ${type.name}`;
}
