import { aliasTable } from "#numeric/alias-table.js";
import { betaRandom } from "#numeric/beta-random.js";
import { gammaRandom } from "#numeric/gamma-random.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import type { Calendar } from "./calendar.js";
import { childSeed } from "./child-seed.js";
import { palettes } from "./colours.js";
import { reviewLanguages } from "./review-language.js";
import { dayAt, type Season } from "./season.js";
import { segments } from "./segments.js";
import type { ShopOptions } from "./shop-options.js";
import type { Tastes } from "./tastes.js";

/** Every customer and what is true of them, as columns; customers are numbered in the order they first bought. */
export interface Population {
  readonly size: number;
  /** First purchase, on the season's clock (average days; before the record opens: negative). */
  readonly joined: Float64Array;
  /** First purchase, calendar day. */
  readonly joinedDay: Int32Array;
  /** Purchases per average day while a customer. */
  readonly rate: Float64Array;
  /** Chance of being lost after each repeat purchase. */
  readonly dropout: Float64Array;
  /** Place in `segments`. */
  readonly segment: Uint8Array;
  /** Favourite category, place in `categories`. */
  readonly favourite: Uint8Array;
  /** Place in `palettes`. */
  readonly palette: Uint8Array;
  /** Place in `reviewLanguages`. */
  readonly language: Uint8Array;
  /** Place in `countries`. */
  readonly country: Uint8Array;
  /** 1: may be written to. */
  readonly acceptsMarketing: Uint8Array;
}

/** Where customers live, with weights by language. */
export const countries = ["DE", "AT", "NL", "FR", "GB", "CN", "HK", "SG"] as const;

const countryWeights: Readonly<Record<(typeof reviewLanguages)[number], readonly number[]>> = {
  en: [62, 10, 10, 8, 10, 0, 0, 0],
  zh: [34, 2, 3, 3, 4, 42, 7, 5],
};

export const customerId = (customer: number): string => `C${100_001 + customer}`;

interface Ground {
  readonly calendar: Calendar;
  readonly season: Season;
  readonly tastes: Tastes;
}

export function populationOf(options: ShopOptions, { calendar, season, tastes }: Ground, seed: number): Population {
  const size = options.customers;
  const random = mulberry32(seed);
  const { clock } = season;
  const joined = Float64Array.from({ length: size }, () =>
    random() < options.established ? clock[0]! * (1 - random()) : clock[calendar.closes]! * random(),
  ).sort();
  const draws = {
    segment: aliasTable(segments.map(({ share }) => share)),
    language: aliasTable(reviewLanguages.map((language) => options.languages[language])),
    country: reviewLanguages.map((language) => aliasTable(countryWeights[language])),
  };
  const { r, alpha, a, b } = options.lifetime;
  const population = {
    size,
    joined,
    joinedDay: Int32Array.from(joined, (time) => Math.min(dayAt(season, time), calendar.closes - 1)),
    rate: new Float64Array(size),
    dropout: new Float64Array(size),
    segment: new Uint8Array(size),
    favourite: new Uint8Array(size),
    palette: new Uint8Array(size),
    language: new Uint8Array(size),
    country: new Uint8Array(size),
    acceptsMarketing: new Uint8Array(size),
  };
  for (let customer = 0; customer < size; customer += 1) {
    const own = mulberry32(childSeed(seed, customer));
    const segment = draws.segment(own());
    const language = draws.language(own());
    population.segment[customer] = segment;
    population.language[customer] = language;
    population.country[customer] = draws.country[language]!(own());
    population.palette[customer] = Math.floor(own() * palettes.length);
    population.favourite[customer] = tastes.segmentCategory(segment, Math.floor(own() * 12), own());
    population.acceptsMarketing[customer] = Number(own() < 0.8);
    population.rate[customer] = gammaRandom(own, r, alpha);
    population.dropout[customer] = betaRandom(own, a, b);
  }
  return population;
}
