import { type AspectName, aspectNames } from "#text/aspect-words.js";
import type { AspectSummary } from "./answer.js";
import { quoteOf, tellingFirst } from "./quote.js";
import type { ReadReview } from "./read-reviews.js";

const FEWEST_FOR_EFFECT = 10;
const TWO_SIDED_95 = 1.96;

/** What is praised and complained of, how many stars a complaint costs, and whether it comes back; most spoken of first. */
export function aspectSummaries(reviews: readonly ReadReview[], nameOf: (item: string) => string): AspectSummary[] {
  return aspectNames
    .map((aspect) => summaryOf(aspect, reviews, nameOf))
    .filter(({ praised, complained }) => praised + complained > 0)
    .sort((a, b) => b.praised + b.complained - a.praised - a.complained);
}

export function complainsOf({ opinions }: ReadReview, aspect: AspectName): boolean {
  return opinions.some((opinion) => opinion.aspect === aspect && opinion.sentiment === "negative");
}

function summaryOf(
  aspect: AspectName,
  reviews: readonly ReadReview[],
  nameOf: (item: string) => string,
): AspectSummary {
  const praised = reviews.filter(({ opinions }) =>
    opinions.some((opinion) => opinion.aspect === aspect && opinion.sentiment === "positive"),
  );
  const complaining = reviews.filter((review) => complainsOf(review, aspect));
  const others = reviews.filter((review) => !complainsOf(review, aspect));
  const [best] = tellingFirst(complaining.filter(({ verdict }) => verdict === "negative"));
  const about = best?.opinions.find((opinion) => opinion.aspect === aspect && opinion.sentiment === "negative");
  return {
    aspect,
    praised: praised.length,
    complained: complaining.length,
    effect: effectOf(starsOf(complaining), starsOf(others)),
    sentBack: { complaining: sentBackShare(complaining), others: sentBackShare(others) },
    complaint: best ? quoteOf(best, { nameOf, about }) : null,
  };
}

const starsOf = (reviews: readonly ReadReview[]) => reviews.flatMap(({ rating }) => (rating === null ? [] : [rating]));

/** Difference of two means with its 95 % interval (Welch, normal quantile). */
function effectOf(a: readonly number[], b: readonly number[]): AspectSummary["effect"] {
  if (Math.min(a.length, b.length) < FEWEST_FOR_EFFECT) return null;
  const [first, second] = [moments(a), moments(b)];
  const mean = first.mean - second.mean;
  const width = TWO_SIDED_95 * Math.sqrt(first.variance / a.length + second.variance / b.length);
  return { mean, lower: mean - width, upper: mean + width };
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

/** Of the reviews that follow an order, those whose item was given back; 0 without any. */
function sentBackShare(reviews: readonly ReadReview[]): number {
  return reviews.length === 0 ? 0 : reviews.filter(({ sentBack }) => sentBack).length / reviews.length;
}
