import { sigmoid } from "#models/linear/logistic-regression.js";
import type { Opinion } from "./answer.js";
import { opinionsOf } from "./opinions.js";
import type { Review } from "./review.js";
import type { ReviewsModel } from "./reviews-model.js";

/** A review and what was made of it. */
export interface ReadReview extends Review {
  /** Of being positive, from the text; null where there is none. */
  readonly probability: number | null;
  /** By its stars where they are plain, else by its text; null where there is neither. */
  readonly verdict: "positive" | "negative" | null;
  readonly opinions: readonly Opinion[];
}

/** Of a shop with more, the newest are read: the answer is about now. */
const MOST_READ = 50_000;

/** Reads the newest reviews, oldest first. */
export async function readReviews(reviews: readonly Review[], { classifier }: ReviewsModel): Promise<ReadReview[]> {
  const newest = reviews.slice(-MOST_READ);
  const texts = newest.map(({ text }) => text);
  const odds = await classifier.logOdds(texts);
  const opinions = await opinionsOf(texts, classifier);
  return newest.map((review, at): ReadReview => {
    const probability = review.language === "none" && review.text === "" ? null : sigmoid(odds[at]!);
    return {
      ...review,
      probability,
      verdict: verdictOf(review, probability, classifier.threshold),
      opinions: opinions[at]!,
    };
  });
}

function verdictOf({ positive }: Review, probability: number | null, threshold: number): ReadReview["verdict"] {
  if (positive !== null) return positive === 1 ? "positive" : "negative";
  if (probability === null) return null;
  return probability >= threshold ? "positive" : "negative";
}
