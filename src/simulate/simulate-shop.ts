import { calendarOf } from "./calendar.js";
import { catalogueOf } from "./catalogue.js";
import { mailingsOf } from "./mailings.js";
import { mediaChannels } from "./media.js";
import { populationOf } from "./population.js";
import { seasonOf } from "./season.js";
import { type ShopOptions, shopOptions } from "./shop-options.js";
import type { Simulation } from "./simulation.js";
import { streamsOf } from "./streams.js";
import { tastesOf } from "./tastes.js";

/**
 * Plants a shop, Linden & Co of Berlin unless told otherwise: the same for the same options, on every machine.
 *
 * @throws {RangeError} when an option is out of bounds, saying what came and what was expected
 */
export function simulateShop(given: Partial<ShopOptions> & Pick<ShopOptions, "seed">): Simulation {
  const options = shopOptions(given);
  const streams = streamsOf(options.seed);
  const calendar = calendarOf(options.start, options.days, options.timeZone);
  const media = mediaChannels(calendar, {
    seed: streams.media,
    customers: options.customers,
    effect: options.season.media,
  });
  const season = seasonOf(calendar, options.season, media);
  const name = options.faults === "planted" ? "hostile name" : "clean";
  const items = catalogueOf(streams.catalogue, options.items, name);
  const tastes = tastesOf(items, streams.tastes);
  const population = populationOf(options, { calendar, season, tastes }, streams.population);
  const mailings = mailingsOf(calendar, options.campaignEffect, streams.mailing);
  return Object.freeze({ options, streams, calendar, season, media, items, tastes, population, mailings });
}
