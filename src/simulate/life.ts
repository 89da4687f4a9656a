import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "./child-seed.js";
import type { Population } from "./population.js";

/**
 * The purchase process is BG/NBD on the season's clock: after the first purchase, repeat purchases come as a Poisson
 * process of the customer's own rate, and after each repeat purchase the customer is lost with their own chance.
 * Source: Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing Science 24(2).
 */
export interface RepeatPurchase {
  /** Average days since the purchase before. */
  readonly gap: number;
  /** Whether the customer is lost after it. */
  readonly last: boolean;
}

/** @param nth 1 for the first purchase after the one by which they became a customer */
export function repeatPurchase(population: Population, seed: number, customer: number, nth: number): RepeatPurchase {
  const random = mulberry32(childSeed(childSeed(seed, customer), nth));
  return {
    gap: -Math.log(1 - random()) / population.rate[customer]!,
    last: random() < population.dropout[customer]!,
  };
}

/** What became of a customer by a moment of the season's clock. */
export interface Life {
  /** All purchases by then, the first included, on the season's clock. */
  readonly purchases: readonly number[];
  /** When they were lost; infinite: they are not. */
  readonly lostAt: number;
}

export function lifeUntil(population: Population, seed: number, customer: number, end: number): Life {
  const purchases = [population.joined[customer]!];
  for (let nth = 1; ; nth += 1) {
    const { gap, last } = repeatPurchase(population, seed, customer, nth);
    const time = purchases[nth - 1]! + gap;
    if (!(time < end)) return { purchases, lostAt: Number.POSITIVE_INFINITY };
    purchases.push(time);
    if (last) return { purchases, lostAt: time };
  }
}

/**
 * The chance that a customer of known rate and drop-out is still one, from what the shop can see: lost after the last
 * purchase, or still here and silent since. Before any repeat purchase nobody is lost.
 */
export function chanceAlive(population: Population, customer: number, life: Life, end: number): number {
  const repeats = life.purchases.length - 1;
  if (repeats === 0) return 1;
  const dropout = population.dropout[customer]!;
  const silent = (1 - dropout) * Math.exp(-population.rate[customer]! * (end - life.purchases[repeats]!));
  return silent / (silent + dropout) || 0;
}

/**
 * Expected average days as a customer between two ages: losses come at rate × drop-out, so the chance of being here at
 * age t is e^−rate·dropout·t.
 */
export function expectedPresence(population: Population, customer: number, from: number, to: number): number {
  const loss = population.rate[customer]! * population.dropout[customer]!;
  if (loss * (to - from) < 1e-9) return (to - from) * Math.exp(-loss * from);
  return (-Math.exp(-loss * from) * Math.expm1(-loss * (to - from))) / loss;
}
