import { type ReviewLanguage, reviewLanguages } from "./review-language.js";
import { plantedSeason, type SeasonParameters } from "./season-parameters.js";

/** What the shop is like. Everything else follows from the seed. */
export interface ShopOptions {
  readonly seed: number;
  readonly customers: number;
  readonly items: number;
  /** Days on record. */
  readonly days: number;
  /** First day on record, in the shop's time zone. */
  readonly start: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly timeZone: string;
  /** Expected number of events (to some percent); purchases and what leads to them come first, browsing fills the rest. */
  readonly eventsTarget: number;
  /** Share of customers by the language they read and review in. */
  readonly languages: Readonly<Record<ReviewLanguage, number>>;
  /** Share of the customers who first bought in the year before the first day on record. */
  readonly established: number;
  /** BG/NBD: purchase rate per average day ~ gamma(r, alpha), drop-out after a repeat purchase ~ beta(a, b). */
  readonly lifetime: Readonly<Record<"r" | "alpha" | "a" | "b", number>>;
  readonly season: SeasonParameters;
  /** Times the planted response to the mailing that works; 0 makes both mailings useless. */
  readonly campaignEffect: number;
  /** Share of orders by guests, who leave no customer id. */
  readonly guests: number;
  readonly faults: "planted" | "none";
  /** Rows that can be read but not believed: what cleaning is to find. Those of `faults` are for the door. */
  readonly doubts: "planted" | "none";
  /** People whom the shop knows by several ids, and what they share with others: for whoever joins customers. */
  readonly identities: "planted" | "none";
  readonly picturesPerItem: number;
}

const DEFAULTS: Omit<ShopOptions, "seed"> = {
  customers: 2000,
  items: 120,
  days: 400,
  start: "2024-09-01",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  eventsTarget: 60_000,
  languages: { en: 0.6, zh: 0.4 },
  established: 0.4,
  lifetime: { r: 0.8, alpha: 75, a: 0.6, b: 2.6 },
  season: plantedSeason,
  campaignEffect: 1,
  guests: 0.005,
  faults: "planted",
  doubts: "none",
  identities: "none",
  picturesPerItem: 1,
};

/** The demo's shop, of a size with a small real one, where only the seed or what is named differs. */
export function shopOptions(given: Partial<ShopOptions> & Pick<ShopOptions, "seed">): ShopOptions {
  const options = { ...DEFAULTS, ...given };
  const whole = (name: "customers" | "items" | "days" | "picturesPerItem", least: number) => {
    if (Number.isInteger(options[name]) && options[name] >= least) return;
    throw new RangeError(`${name} must be a whole number of at least ${least}, got ${options[name]}`);
  };
  whole("customers", 1);
  whole("items", 2);
  whole("days", 1);
  whole("picturesPerItem", 0);
  for (const name of ["established", "guests"] as const) {
    if (!(options[name] >= 0 && options[name] < 1))
      throw new RangeError(`${name} must be in [0, 1), got ${options[name]}`);
  }
  if (!(/^\d{4}-\d\d-\d\d$/.test(options.start) && Number.isFinite(Date.parse(options.start)))) {
    throw new RangeError(`start must be a day such as 2024-09-01, got ${options.start}`);
  }
  const spoken = reviewLanguages.reduce((sum, language) => sum + options.languages[language], 0);
  if (!(spoken > 0))
    throw new RangeError(`languages must have a share above 0, got ${JSON.stringify(options.languages)}`);
  return options;
}
