import { inDrawnOrder } from "#numeric/in-drawn-order.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { type Aspect, aspects } from "./catalogue.js";
import { childSeed } from "./child-seed.js";
import { journeysOf } from "./journeys.js";
import type { Order } from "./order.js";
import { type ReviewLanguage, reviewLanguages } from "./review-language.js";
import type { Sentiment } from "./review-sentences.js";
import { type Opinion, reviewText } from "./review-text.js";
import type { Simulation } from "./simulation.js";

/** A review and what its writer truly thinks. */
export interface Review {
  readonly reviewId: string;
  readonly order: Order;
  /** Place in the catalogue. */
  readonly item: number;
  /** Stars, 1 to 5: mostly what the sentiment says, not always. */
  readonly rating: number;
  readonly title: string | null;
  readonly text: string;
  readonly language: ReviewLanguage;
  /** ms UTC. */
  readonly writtenAt: number;
  /** True sentiment of the whole: what most of its aspects say, else the first. */
  readonly sentiment: Sentiment;
  /** Those it speaks of, in the order of the text. */
  readonly aspects: readonly { readonly aspect: Aspect; readonly sentiment: Sentiment }[];
}

const DAY = 86_400_000;
const REVIEWED = 0.13;
/** Chance of stars that say the opposite of the text: people misread the scale, and mean the courier. */
const CONTRARY = 0.06;

/** The reviews on record, in the order of the orders they follow. Guests and cancelled orders leave none. */
export function* reviewsOf(simulation: Simulation): Generator<Review> {
  const end = simulation.calendar.startsAt[simulation.calendar.closes]!;
  for (const { order } of journeysOf(simulation, "orders")) {
    if (!order || order.visit.customer < 0 || order.cancelledAt !== null) continue;
    for (const place of order.lines.keys()) {
      const review = reviewOf(simulation, order, place);
      if (review && review.writtenAt < end) yield review;
    }
  }
}

function reviewOf(simulation: Simulation, order: Order, place: number): Review | null {
  const random = mulberry32(childSeed(childSeed(order.visit.seed, simulation.streams.review), place));
  if (random() >= REVIEWED) return null;
  const { item } = order.lines[place]!;
  const writtenAt = order.visit.at + Math.floor((4 + 20 * random()) * DAY);
  const language = reviewLanguages[simulation.population.language[order.visit.customer]!]!;
  const opinion = opinionOf(simulation, item, language, random);
  return {
    reviewId: `R${order.number + 1}-${place + 1}`,
    order,
    item,
    rating: ratingOf(opinion, random),
    ...reviewText(opinion, random),
    language,
    writtenAt,
    sentiment: opinion.sentiment,
    aspects: opinion.aspects,
  };
}

function opinionOf({ items }: Simulation, item: number, language: ReviewLanguage, random: () => number): Opinion {
  const { merits, type } = items[item]!;
  const mood = 0.5 + 1.2 * normalRandom(random);
  const possible = aspects.filter((aspect) => aspect !== "size" || type.sized !== "no");
  const chosen = inDrawnOrder(possible, random).slice(0, 1 + Math.floor(random() * 3));
  const said = chosen.map((aspect) => ({ aspect, sentiment: leaning(merits[aspect] + mood, random) }));
  const balance = said.reduce((sum, { sentiment }) => sum + (sentiment === "positive" ? 1 : -1), 0);
  const sentiment = balance === 0 ? said[0]!.sentiment : balance > 0 ? "positive" : "negative";
  return { item: items[item]!, language, sentiment, aspects: said };
}

const leaning = (logit: number, random: () => number): Sentiment =>
  random() < 1 / (1 + Math.exp(-2 * logit)) ? "positive" : "negative";

function ratingOf({ sentiment, aspects: said }: Opinion, random: () => number): number {
  const mixed = said.some((aspect) => aspect.sentiment !== sentiment);
  const happy = (sentiment === "positive") !== random() < CONTRARY;
  const step = random() < 0.6 ? 0 : 1;
  if (happy) return mixed ? 4 - step : 5 - step;
  return mixed ? 2 + step : 1 + step;
}
