import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mulberry32 } from "#numeric/mulberry32.js";
import { aspects, catalogueOf } from "#simulate/catalogue.js";
import { reviewText } from "#simulate/review-text.js";
import { csvText } from "./csv-text.js";

export interface PlainReviewsOptions {
  readonly seed: number;
  readonly items: number;
  readonly count: number;
  /** Number of the first. */
  readonly first: number;
  /** Milliseconds since 1970 UTC. */
  readonly startAt: number;
  /** Milliseconds from one to the next. */
  readonly every: number;
}

const COLUMNS = [
  "review_id",
  "item_id",
  "customer_id",
  "order_id",
  "rating",
  "title",
  "text",
  "language",
  "written_at",
];

/** Writes reviews of a plain shop's items, in English and Chinese, good and bad, one in ten with stars that lie. */
export function writePlainReviews(folder: string, options: PlainReviewsOptions): string {
  const random = mulberry32(options.seed);
  const catalogue = catalogueOf(7, options.items, "clean");
  const rows = Array.from({ length: options.count }, (_, place) => {
    const item = Math.floor(options.items * random());
    const sentiment = random() < 0.68 ? ("positive" as const) : ("negative" as const);
    const language = random() < 0.6 ? ("en" as const) : ("zh" as const);
    const said = [aspects[1 + Math.floor(4 * random())]!, aspects[1 + Math.floor(4 * random())]!];
    const spoken = [...new Set(said)].map((aspect) => ({ aspect, sentiment }));
    const { title, text } = reviewText({ item: catalogue[item]!, language, sentiment, aspects: spoken }, random);
    const happy = (sentiment === "positive") !== random() < 0.1;
    const number = options.first + place;
    const at = new Date(options.startAt + place * options.every).toISOString();
    const rating = happy ? 4 + Math.floor(2 * random()) : 1 + Math.floor(2 * random());
    return {
      review_id: `r${number}`,
      item_id: `i${item}`,
      customer_id: `c${number % 250}`,
      rating: String(rating),
      title: title ?? "",
      text,
      language,
      written_at: at,
    };
  });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "reviews.csv");
  writeFileSync(path, csvText(COLUMNS, rows));
  return path;
}
