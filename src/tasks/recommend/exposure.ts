import type { Exposure } from "#measure/score.js";
import type { ShownItems } from "#measure/shown-items.js";
import type { Catalogue, CatalogueItem } from "./catalogue.js";

const BRANDS_SHOWN = 10;
const BANDS = 5;

/** Below this share of items that say their brand (price, category) there is nothing to compare. */
const LEAST_KNOWN = 0.5;

/** What each brand and each fifth of the price range gets of the places shown; empty where the catalogue knows neither. */
export function exposureOf(
  shown: ShownItems,
  { items, counts, catalogue }: { items: readonly string[]; counts: Int32Array; catalogue: Catalogue },
): readonly Exposure[] {
  const places = new Float64Array(items.length);
  for (const list of shown.lists) for (const i of list) places[i]! += 1;
  const about = items.map((item) => catalogue.get(item));
  const brands = knownBy(about, (item) => item.brand);
  const prices = knownBy(about, (item) => item.price);
  const grouped = (kind: Exposure["kind"], groupOf: readonly (string | null)[]) =>
    sharesBy(groupOf, { places, counts }).map((share) => ({ kind, ...share }));
  return [...(brands ? folded(grouped("brand", brands)) : []), ...(prices ? grouped("price", bandsOf(prices)) : [])];
}

/** [items] what each says, or null where fewer than half say anything. */
export function knownBy<T extends string | number>(
  about: readonly (CatalogueItem | undefined)[],
  read: (item: CatalogueItem) => T | null,
): readonly (T | null)[] | null {
  const values = about.map((item) => (item ? read(item) : null));
  return values.filter((value) => value !== null).length >= LEAST_KNOWN * Math.max(1, values.length) ? values : null;
}

/** [items] the fifth of all prices that each is in, as its ends. */
function bandsOf(prices: readonly (number | null)[]): readonly (string | null)[] {
  const sorted = prices.filter((price) => price !== null).sort((a, b) => a - b);
  const edges = Array.from({ length: BANDS - 1 }, (_, b) => sorted[Math.floor(((b + 1) * sorted.length) / BANDS)]!);
  const ends = [sorted[0]!, ...edges, sorted.at(-1)!];
  return prices.map((price) => {
    if (price === null) return null;
    const band = edges.filter((edge) => price >= edge).length;
    return `${ends[band]}–${ends[band + 1]}`;
  });
}

function sharesBy(
  groupOf: readonly (string | null)[],
  { places, counts }: { places: Float64Array; counts: Int32Array },
): Omit<Exposure, "kind">[] {
  const totals = new Map<string, { items: number; shown: number; taken: number }>();
  for (const [i, group] of groupOf.entries()) {
    if (group === null) continue;
    const total = totals.get(group) ?? { items: 0, shown: 0, taken: 0 };
    total.items += 1;
    total.shown += places[i]!;
    total.taken += counts[i]!;
    totals.set(group, total);
  }
  const all = [...totals.values()].reduce(
    (sum, { items, shown, taken }) => ({
      items: sum.items + items,
      shown: sum.shown + shown,
      taken: sum.taken + taken,
    }),
    { items: 0, shown: 0, taken: 0 },
  );
  return [...totals].map(([group, { items, shown, taken }]) => ({
    group,
    items: items / Math.max(1, all.items),
    shown: shown / Math.max(1, all.shown),
    taken: taken / Math.max(1, all.taken),
  }));
}

/** The most shown by name, the others together. */
function folded(all: readonly Exposure[]): readonly Exposure[] {
  const sorted = all.toSorted((a, b) => b.shown - a.shown);
  const others = sorted.slice(BRANDS_SHOWN);
  const sum = (of: (one: Exposure) => number) => others.reduce((total, one) => total + of(one), 0);
  return [
    ...sorted.slice(0, BRANDS_SHOWN),
    ...(others.length > 0
      ? [
          {
            kind: "brand" as const,
            group: "",
            items: sum((o) => o.items),
            shown: sum((o) => o.shown),
            taken: sum((o) => o.taken),
          },
        ]
      : []),
  ];
}
