import type { Review } from "../reviews.js";
import { reviewsOf } from "../reviews.js";
import type { Simulation } from "../simulation.js";

/** What the writer of a review truly thinks. */
export type TrueSentiment = Pick<Review, "reviewId" | "language" | "sentiment" | "aspects">;

/** One for each row of reviews.csv that was not planted as a fault, in its order. */
export function* trueSentiments(simulation: Simulation): Generator<TrueSentiment> {
  for (const { reviewId, language, sentiment, aspects } of reviewsOf(simulation)) {
    yield { reviewId, language, sentiment, aspects };
  }
}
