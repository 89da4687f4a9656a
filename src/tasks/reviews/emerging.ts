import { twoProportionZ } from "#numeric/two-proportion-z.js";
import { type AspectName, aspectNames } from "#text/aspect-words.js";
import type { Emerging } from "./answer.js";
import { complainsOf } from "./aspect-summaries.js";
import { quoteOf, tellingFirst } from "./quote.js";
import type { ReadReview } from "./read-reviews.js";

const DAY = 86_400_000;
const RECENT_DAYS = 56;
const LEAST_COMPLAINTS = 5;
const LEAST_REVIEWS = 20;
/** Of eight aspects looked at, one in 2,500 would seem to rise by chance beyond this. */
const SURE = 3;

/**
 * Complaints that a clearly larger share of the newest eight weeks' reviews makes than of those before, the steepest
 * first. Nothing where there are too few to tell.
 *
 * @param nameOf the shop's name for an item
 */
export function emergingComplaints(reviews: readonly ReadReview[], nameOf: (item: string) => string): Emerging[] {
  const dated = reviews.filter(({ at, opinions }) => at !== null && opinions.length > 0);
  const newest = dated.reduce((latest, { at }) => Math.max(latest, at!), 0);
  const recent = dated.filter(({ at }) => at! > newest - RECENT_DAYS * DAY);
  const before = dated.filter(({ at }) => at! <= newest - RECENT_DAYS * DAY);
  if (Math.min(recent.length, before.length) < LEAST_REVIEWS) return [];
  return aspectNames
    .flatMap((aspect) => emergingOf(aspect, { recent, before, nameOf }))
    .sort((a, b) => rise(b) - rise(a));
}

const rise = ({ recent, before }: Emerging) =>
  recent.complaints / recent.reviews / ((before.complaints + 1) / before.reviews);

interface Periods {
  readonly recent: readonly ReadReview[];
  readonly before: readonly ReadReview[];
  readonly nameOf: (item: string) => string;
}

function emergingOf(aspect: AspectName, { recent, before, nameOf }: Periods): Emerging[] {
  const complaining = recent.filter((review) => complainsOf(review, aspect));
  const earlier = before.filter((review) => complainsOf(review, aspect)).length;
  if (complaining.length < LEAST_COMPLAINTS) return [];
  const z = twoProportionZ(complaining.length, recent.length, earlier, before.length);
  if (!(z > SURE)) return [];
  return [
    {
      aspect,
      recent: { complaints: complaining.length, reviews: recent.length },
      before: { complaints: earlier, reviews: before.length },
      firstAt: Math.min(...complaining.map(({ at }) => at!)),
      item: halfOf(complaining, nameOf),
      quotes: tellingFirst(complaining)
        .slice(0, 2)
        .map((review) =>
          quoteOf(review, { nameOf, about: review.opinions.find((opinion) => opinion.aspect === aspect) }),
        ),
    },
  ];
}

/** The item that at least half of the reviews are about. */
function halfOf(reviews: readonly ReadReview[], nameOf: (item: string) => string): Emerging["item"] {
  const counts = new Map<string, number>();
  for (const { item } of reviews) if (item) counts.set(item, (counts.get(item) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[1] * 2 >= reviews.length ? { item: most[0], name: nameOf(most[0]) } : null;
}
