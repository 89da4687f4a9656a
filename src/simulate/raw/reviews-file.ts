import type { Row } from "#contract/contract.js";
import { orderId } from "../order.js";
import { checkoutOf } from "../people/checkout.js";
import { reviewsOf } from "../reviews.js";
import type { Simulation } from "../simulation.js";
import { type CsvFile, csvLine } from "./csv.js";
import { type FaultRecipe, withFaults } from "./fault.js";
import { isoTime } from "./iso-time.js";

const reviewColumns = [
  "review_id",
  "item_id",
  "customer_id",
  "order_id",
  "rating",
  "title",
  "text",
  "language",
  "written_at",
] as const satisfies readonly (keyof Row<"reviews">)[];

export function reviewsFile(simulation: Simulation): CsvFile {
  return {
    path: "reviews.csv",
    columns: reviewColumns,
    // not one review is certain: what is planted follows the first, if there is one
    lines: () =>
      simulation.options.faults === "none" ? reviewTexts(simulation) : withFaults(reviewTexts(simulation), 0, faults),
  };
}

function* reviewTexts(simulation: Simulation): Generator<string> {
  for (const { reviewId, order, item, rating, title, text, language, writtenAt } of reviewsOf(simulation)) {
    const about = [
      reviewId,
      simulation.items[item]!.itemId,
      checkoutOf(simulation, order.visit).customerId ?? "",
      orderId(order.number),
    ];
    yield csvLine([...about, rating, title, text, language, isoTime(writtenAt)]);
  }
}

const faults: readonly FaultRecipe[] = [
  {
    kind: "unterminated quote",
    fate: "refused",
    make: () => `R900001,,C100001,,5,Lovely,"Soft, warm and just the right size,en,2025-01-07T18:20:11Z`,
  },
];
