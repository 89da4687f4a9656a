import { nearDuplicates } from "#text/near-duplicates.js";
import type { Burst } from "./answer.js";
import type { ReadReview } from "./read-reviews.js";

const LEAST_COPIES = 5;
const LEAST_RUSH = 6;
/** How many such days of an item are to be expected by chance, at most, at its usual rate (Poisson). */
const BY_CHANCE = 0.001;
const MOST = 5;

/** What looks made: texts copied from each other, and days on which an item got far more praise than it ever does. */
export function burstsOf(
  reviews: readonly ReadReview[],
  { nameOf, dayOf }: { nameOf: (item: string) => string; dayOf: (at: number) => string },
): Burst[] {
  return [...copies(reviews), ...rushes(reviews, { nameOf, dayOf })]
    .sort((a, b) => b.reviews - a.reviews)
    .slice(0, MOST);
}

function copies(reviews: readonly ReadReview[]): Burst[] {
  return nearDuplicates(reviews.map(({ text }) => text))
    .filter(({ length }) => length >= LEAST_COPIES)
    .map((group) => {
      const of = group.map((at) => reviews[at]!);
      const customers = new Set(of.map(({ customer, id }) => customer ?? id)).size;
      return { kind: "copies", reviews: group.length, text: of[0]!.text.slice(0, 120), customers };
    });
}

function rushes(
  reviews: readonly ReadReview[],
  { nameOf, dayOf }: { nameOf: (item: string) => string; dayOf: (at: number) => string },
): Burst[] {
  const praise = reviews.filter(({ item, at, verdict }) => item !== null && at !== null && verdict === "positive");
  const [first, last] = [praise[0]?.at ?? 0, praise.at(-1)?.at ?? 0];
  const days = Math.max(1, (last - first) / 86_400_000);
  const byItem = new Map<string, Map<string, number>>();
  for (const { item, at } of praise) {
    const counts = byItem.get(item!) ?? new Map<string, number>();
    const day = dayOf(at!);
    byItem.set(item!, counts.set(day, (counts.get(day) ?? 0) + 1));
  }
  return [...byItem].flatMap(([item, counts]) => {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return [...counts].flatMap(([day, count]): Burst[] => {
      const usual = (total - count + 1) / days; // without the day itself, and never nothing
      if (count < LEAST_RUSH || poissonTail(count, usual) * days > BY_CHANCE) return [];
      return [{ kind: "rush", reviews: count, item: { item, name: nameOf(item) }, day, usual }];
    });
  });
}

/** Chance of at least `count` where `mean` are usual: Σ e⁻ᵐ mᵏ / k! from `count` on, whose terms soon vanish. */
function poissonTail(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let tail = 0;
  for (let k = 0; k < count + 200; k++) {
    if (k >= count) tail += term;
    term *= mean / (k + 1);
  }
  return tail;
}
