import type { LabelledTexts } from "#models/text/text-classifier.js";
import { reviewsOf } from "#simulate/reviews.js";
import { simulateShop } from "#simulate/simulate-shop.js";

const written = [...reviewsOf(simulateShop({ seed: 5, customers: 1500, eventsTarget: 0 }))];

/** Reviews of a simulated shop, with what their writers meant. */
export function labelledReviews(from: number, to: number): LabelledTexts {
  const some = written.slice(from, to);
  return {
    texts: some.map(({ text }) => text),
    positive: Uint8Array.from(some, ({ sentiment }) => Number(sentiment === "positive")),
  };
}
