import { reviewsOf } from "../reviews.js";
import type { Ground } from "./deck.js";
import { cellKey, type Plan } from "./plan.js";

const STARS = ["0", "6", "8", "10"];

/** Stars that are none, from another scale or a form left empty; and half stars, which are some. */
export function plantReviewDoubts(plan: Plan, { simulation, deck, random }: Ground): void {
  const ids = Array.from(reviewsOf(simulation), ({ reviewId }) => reviewId);
  const step = Math.max(2, Math.floor(ids.length / (2 * deck.each)));
  for (const [place, reviewId] of ids.entries()) {
    if (place % step === 0) {
      plan.cells.set(cellKey("reviews.csv", reviewId), { rating: STARS[Math.floor(random() * STARS.length)]! });
      plan.doubts.push({ rule: "reviews.rating", rowId: reviewId });
    } else if (place % step === 1) plan.cells.set(cellKey("reviews.csv", reviewId), { rating: "4.5" });
  }
}
