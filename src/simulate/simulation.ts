import type { Calendar } from "./calendar.js";
import type { SimulatedItem } from "./catalogue.js";
import type { Mailing } from "./mailings.js";
import type { MediaChannel } from "./media.js";
import type { Population } from "./population.js";
import type { Season } from "./season.js";
import type { ShopOptions } from "./shop-options.js";
import type { Streams } from "./streams.js";
import type { Tastes } from "./tastes.js";

/**
 * A shop whose truth is known: everything that was planted, before anyone buys anything. What happens in it (orders,
 * events, reviews) follows from this alone and is made afresh each time it is asked for, so that a shop of any length
 * takes no memory beyond its customers and items.
 */
export interface Simulation {
  readonly options: ShopOptions;
  readonly streams: Streams;
  readonly calendar: Calendar;
  readonly season: Season;
  readonly media: readonly MediaChannel[];
  readonly items: readonly SimulatedItem[];
  readonly tastes: Tastes;
  readonly population: Population;
  readonly mailings: readonly Mailing[];
}
