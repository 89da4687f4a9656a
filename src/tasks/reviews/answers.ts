import { type Table, tableOf } from "#table/table.js";
import type { ReadReview } from "./read-reviews.js";

/** One row per review: how it reads, and what it praises and complains of. */
export function answersTable(reviews: readonly ReadReview[]): Table {
  const named = (sentiment: "positive" | "negative") =>
    reviews.map(({ opinions }) => {
      const aspects = new Set(
        opinions.filter((opinion) => opinion.sentiment === sentiment).map(({ aspect }) => aspect),
      );
      return aspects.size > 0 ? [...aspects].join(" ") : null;
    });
  return tableOf({
    review_id: reviews.map(({ id }) => id),
    item_id: reviews.map(({ item }) => item),
    language: reviews.map(({ language }) => language),
    verdict: reviews.map(({ verdict }) => verdict),
    probability: Float64Array.from(reviews, ({ probability }) => probability ?? Number.NaN),
    praises: named("positive"),
    complains_of: named("negative"),
  });
}
