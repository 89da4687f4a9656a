import { mulberry32 } from "#numeric/mulberry32.js";
import { poissonRandom } from "#numeric/poisson-random.js";
import { childSeed } from "./child-seed.js";
import { nextItem, shopperOf } from "./next-item.js";
import { lineCents, type Order, type OrderLine } from "./order.js";
import { countries } from "./population.js";
import { segments } from "./segments.js";
import type { Simulation } from "./simulation.js";
import type { Visit } from "./visits.js";

const HOUR = 3_600_000;
const CANCELLED = 0.025;
const FREE_SHIPPING_FROM = 6000;
const SHIPPING = 490;

/** What is bought in a visit. */
export function orderOf(simulation: Simulation, visit: Visit, lastItem: number, number: number): Order {
  const random = mulberry32(childSeed(visit.seed, 1));
  const lines = linesOf(simulation, visit, lastItem, random);
  const goods = lines.reduce((sum, line) => sum + lineCents(line), 0);
  const shippingCents = goods < FREE_SHIPPING_FROM ? SHIPPING : 0;
  const { population, calendar } = simulation;
  const home = population.country[visit.customer >= 0 ? visit.customer : visit.seed % population.size]!;
  const elsewhere = random() < 0.04;
  const cancelledAt = random() < CANCELLED ? visit.at + Math.floor((1 + 40 * random()) * HOUR) : null;
  return {
    number,
    visit,
    lines,
    country: countries[elsewhere ? Math.floor(random() * 5) : home]!,
    channel: random() < 0.7 ? "web" : "app",
    cancelledAt: cancelledAt !== null && cancelledAt < calendar.startsAt[calendar.closes]! ? cancelledAt : null,
    shippingCents,
    totalCents: goods + shippingCents,
  };
}

function linesOf(simulation: Simulation, visit: Visit, lastItem: number, random: () => number): OrderLine[] {
  const shopper = shopperOf(simulation, visit);
  const { moreLines, morePieces } = segments[shopper.segment]!;
  const month = simulation.calendar.months[visit.day]!;
  const sale = simulation.calendar.holidays[visit.day]?.name.startsWith("Black Friday") ?? false;
  const wanted = 1 + poissonRandom(random, moreLines);
  const lines: OrderLine[] = [];
  let after = lastItem;
  for (let tries = 0; lines.length < wanted && tries < wanted + 4; tries += 1) {
    const item = nextItem(simulation, shopper, month, after, random);
    if (lines.some((line) => line.item === item)) continue; // more of the same is a quantity, not a line
    const quantity = 1 + poissonRandom(random, morePieces);
    const { priceCents } = simulation.items[item]!;
    const reduced = random() < (sale ? 0.6 : 0.04);
    const discountCents = reduced ? Math.round((quantity * priceCents * (sale ? 15 : 10)) / 100) : 0;
    lines.push({ item, quantity, priceCents, discountCents });
    after = item;
  }
  return lines;
}
