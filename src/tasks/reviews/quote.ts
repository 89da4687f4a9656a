import type { QuotedReview } from "./answer.js";
import type { ReadReview } from "./read-reviews.js";

const LONGEST = 280;

/** A review as it is quoted: from the sentence that matters on where it is long, with what it says of what. */
export function quoteOf(
  review: ReadReview,
  { nameOf, about }: { nameOf: (item: string) => string; about?: { readonly start: number } | undefined },
): QuotedReview {
  const from = review.text.length <= LONGEST ? 0 : startOf(review.text, about?.start ?? 0);
  const text = review.text.slice(from, from + LONGEST);
  const opinions = review.opinions
    .filter(({ start, end }) => start >= from && end <= from + text.length)
    .map((opinion) => ({ ...opinion, start: opinion.start - from, end: opinion.end - from }));
  const { id, rating, item, at } = review;
  return { review: id, text, opinions, rating, item: item === null ? null : nameOf(item), at };
}

/** The beginning of the sentence, or a little before the place where it has none near. */
function startOf(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 80), at);
  const mark = Math.max(...[..."。！？!?\n."].map((sign) => before.lastIndexOf(sign)));
  return mark < 0 ? Math.max(0, at - 40) : at - before.length + mark + 1 + Number(before[mark + 1] === " ");
}

/** Reviews worth reading for what they say: of a readable length, that say it plainly, the newest first. */
export function tellingFirst(reviews: readonly ReadReview[]): ReadReview[] {
  const worth = ({ text, opinions }: ReadReview) =>
    Number(text.length >= 15 && text.length <= LONGEST) + 0.1 * Math.min(3, opinions.length);
  return reviews.toSorted((a, b) => worth(b) - worth(a) || (b.at ?? 0) - (a.at ?? 0) || (a.id < b.id ? -1 : 1));
}
