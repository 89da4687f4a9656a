import type { Catalogue } from "./catalogue.js";

/** A catalogue that holds at least so much of what was sold is taken for whole: what it lacks has been taken from it. */
const WHOLE = 0.5;

/**
 * A way to tell whether an item can be bought: the catalogue does not say it is out of stock, and has not lost it.
 *
 * @param known ids of the items that were ever taken
 */
export function onSale(catalogue: Catalogue, known: readonly string[]): (item: string) => boolean {
  const there = known.reduce((sum, item) => sum + Number(catalogue.has(item)), 0);
  const isWhole = catalogue.size > 0 && there >= WHOLE * known.length;
  return (item) => {
    const about = catalogue.get(item);
    return about ? about.inStock !== false : !isWhole;
  };
}
