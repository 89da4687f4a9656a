import type { Simulation } from "../simulation.js";
import { FAVOURITE, successorShares } from "../tastes.js";

/** The planted chain: the items most often bought next after an item, with the chance of each, taste aside. */
export function trueSuccessors({ items, tastes }: Simulation, itemId: string): { itemId: string; chance: number }[] {
  const from = items.findIndex((item) => item.itemId === itemId);
  if (from < 0) throw new RangeError(`no item is called "${itemId}"`);
  const chances = new Map<string, number>();
  successorShares.forEach((share, rank) => {
    const next = items[tastes.successors[from * 3 + rank]!]!.itemId;
    chances.set(next, (chances.get(next) ?? 0) + tastes.followed * share);
  });
  return Array.from(chances, ([next, chance]) => ({ itemId: next, chance }));
}

/**
 * The chance of each item to be the next one bought, [items], but for the rule that no basket holds an item twice.
 *
 * @param customer number of the customer, 0 for the first id
 * @param month January = 0
 * @param after place of the item bought before in the catalogue; −1: none on record
 */
export function trueNextItem(simulation: Simulation, customer: number, month: number, after: number): Float64Array {
  const { items, tastes, population } = simulation;
  const inside = tastes.shareInCategory(population.palette[customer]!);
  const categoryShares = tastes.shareOfCategories(population.segment[customer]!, month);
  const favourite = population.favourite[customer]!;
  const followed = after < 0 ? 0 : tastes.followed;
  const chances = Float64Array.from(items, ({ category }, item) => {
    const liked = (1 - FAVOURITE) * categoryShares[category]! + (category === favourite ? FAVOURITE : 0);
    return (1 - followed) * liked * inside[item]!;
  });
  if (after >= 0) {
    successorShares.forEach((share, rank) => {
      chances[tastes.successors[after * 3 + rank]!]! += followed * share;
    });
  }
  return chances;
}
