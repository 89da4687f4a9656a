import { aliasTable } from "#numeric/alias-table.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import type { SimulatedItem } from "./catalogue.js";
import { categories } from "./categories.js";
import { childSeed } from "./child-seed.js";
import { palettes } from "./colours.js";
import { segments } from "./segments.js";

/**
 * What is bought next. With probability `followed` the next line follows the one before it along a planted chain
 * (each item has up to three successors); else it comes from the customer's taste: their favourite category or one of
 * their segment's in that month, and in it an item by popularity, those of their palette `PALETTE_WEIGHT` times as often.
 */
export interface Tastes {
  /** [items × 3] successors of each item, the likeliest first. */
  readonly successors: Int32Array;
  /** Chance that the next line follows the chain. */
  readonly followed: number;
  readonly segmentCategory: (segment: number, month: number, uniform: number) => number;
  readonly itemOf: (category: number, palette: number, uniform: number) => number;
  /** [items] the share of an item within its category for a customer of that palette. */
  readonly shareInCategory: (palette: number) => Float64Array;
  /** [categories] the share of each category for a segment in a month. */
  readonly shareOfCategories: (segment: number, month: number) => Float64Array;
}

export const FOLLOWED = 0.5;
export const FAVOURITE = 0.35;
export const successorShares = [0.6, 0.25, 0.15] as const;
const PALETTE_WEIGHT = 4;

export function tastesOf(items: readonly SimulatedItem[], seed: number): Tastes {
  const present = categories.map((_, place) => items.some(({ category }) => category === place));
  const weights = (segment: number, month: number) =>
    categories.map(({ name, months }, place) => (present[place] ? segments[segment]!.likes[name] * months[month]! : 0));
  const draws = segments.map((_, segment) =>
    Array.from({ length: 12 }, (_, month) => aliasTable(weights(segment, month))),
  );
  const liked = (palette: number) =>
    Float64Array.from(items, ({ popularity, colour }) =>
      colour.palette === palettes[palette] ? popularity * PALETTE_WEIGHT : popularity,
    );
  const inside = categories.map((_, place) =>
    items.flatMap(({ category }, item) => (category === place ? [item] : [])),
  );
  const itemDraws = palettes.map((_, palette) => {
    const weight = liked(palette);
    return inside.map((list) => (list.length > 0 ? aliasTable(list.map((item) => weight[item]!)) : () => 0));
  });
  return {
    successors: chains(items.length, seed),
    followed: FOLLOWED,
    segmentCategory: (segment, month, uniform) => draws[segment]![month]!(uniform),
    itemOf: (category, palette, uniform) => inside[category]![itemDraws[palette]![category]!(uniform)]!,
    shareInCategory: (palette) => {
      const weight = liked(palette);
      const totals = inside.map((list) => list.reduce((sum, item) => sum + weight[item]!, 0));
      return weight.map((value, item) => value / totals[items[item]!.category]!);
    },
    shareOfCategories: (segment, month) => {
      const given = Float64Array.from(weights(segment, month));
      const total = given.reduce((sum, value) => sum + value, 0);
      return given.map((value) => value / total);
    },
  };
}

/** Three distinct successors an item, none itself; in a shop of two or three items the last repeats. */
function chains(items: number, seed: number): Int32Array {
  const successors = new Int32Array(items * 3);
  for (let item = 0; item < items; item += 1) {
    const random = mulberry32(childSeed(seed, item));
    const chosen: number[] = [];
    while (chosen.length < Math.min(3, items - 1)) {
      const next = Math.floor(random() * items);
      if (next !== item && !chosen.includes(next)) chosen.push(next);
    }
    for (let rank = 0; rank < 3; rank += 1) successors[item * 3 + rank] = chosen[Math.min(rank, chosen.length - 1)]!;
  }
  return successors;
}
