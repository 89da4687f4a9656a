import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "./child-seed.js";
import { type Life, lifeUntil } from "./life.js";
import { ANSWER_DAYS, type Mailing, PROPENSITY } from "./mailings.js";
import { dayAt, type Season } from "./season.js";
import { segments } from "./segments.js";
import type { Simulation } from "./simulation.js";

/** What a mailing does to one customer it may reach: both outcomes, of which a shop sees one. */
export interface Exposure {
  readonly customer: number;
  readonly arm: "treatment" | "control";
  /** An order within the answer days, whether written to or not. */
  readonly ordersAnyway: boolean;
  /** An order within the answer days that being written to makes. */
  readonly ordersIfWritten: boolean;
  /** Calendar day of that order. */
  readonly answerDay: number;
  /** The chance, before the answer is drawn, that being written to turns no order into one. */
  readonly uplift: number;
}

/** Everyone the mailing may reach: customers before its day who accept marketing. */
export function* exposuresOf(mailing: Mailing, simulation: Simulation): Generator<Exposure> {
  const { calendar, season, population, streams } = simulation;
  const end = season.clock[Math.min(mailing.day + ANSWER_DAYS, calendar.closes)]!;
  for (let customer = 0; customer < population.size; customer += 1) {
    if (population.joinedDay[customer]! >= mailing.day) return; // customers are in the order they joined
    if (!population.acceptsMarketing[customer]) continue;
    const random = mulberry32(childSeed(mailing.seed, customer));
    const life = lifeUntil(population, streams.life, customer, end);
    const here = life.lostAt >= season.clock[mailing.day]!;
    const response = here ? mailing.effect * segments[population.segment[customer]!]!.response : 0;
    const ordersAnyway = ordersBetween(life, season, mailing.day, mailing.day + ANSWER_DAYS);
    yield {
      customer,
      arm: random() < PROPENSITY ? "treatment" : "control",
      ordersAnyway,
      ordersIfWritten: random() < response,
      answerDay: mailing.day + 1 + Math.floor((ANSWER_DAYS - 1) * random() ** 2),
      uplift: ordersAnyway ? 0 : Math.min(response, 1),
    };
  }
}

const ordersBetween = ({ purchases }: Life, season: Season, from: number, to: number) =>
  purchases.some((time) => {
    const day = dayAt(season, time);
    return day >= from && day < to;
  });
