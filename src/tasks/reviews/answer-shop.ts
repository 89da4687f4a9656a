import type { Context } from "../task.js";
import type { Counts, ItemSummary, Month, ShopAnswer } from "./answer.js";
import { aspectSummaries, complainsOf } from "./aspect-summaries.js";
import { burstsOf } from "./bursts.js";
import type { Catalogue } from "./catalogue.js";
import { emergingComplaints } from "./emerging.js";
import { quoteOf, tellingFirst } from "./quote.js";
import { type ReadReview, readReviews } from "./read-reviews.js";
import type { Review } from "./review.js";
import type { ReviewsModel } from "./reviews-model.js";
import { topicsOf } from "./topics.js";

const MONTHS_SHOWN = 24;
const ITEMS_SHOWN = 10;
const QUOTES_SHOWN = 4;
const LEAST_OF_ITEM = 5;
/** Stars and text that contradict each other: the text is this sure of the opposite. */
const SURE = 0.95;
const TOPIC_SEED = 1;

/** Reads all reviews, or those of one item, and says what they come to. */
export async function answerShop(
  reviews: readonly Review[],
  {
    item,
    model,
    catalogue,
    context,
  }: {
    item: string | undefined;
    model: ReviewsModel;
    catalogue: Catalogue;
    context: Context;
  },
): Promise<ShopAnswer> {
  const about = item === undefined ? reviews : reviews.filter((review) => review.item === item);
  const read = await readReviews(about, model);
  const { classifier, learned } = model;
  const dayOf = dayIn(context.timeZone);
  const written = read.filter(({ text }) => text !== "");
  return {
    kind: "shop",
    item: item === undefined ? null : { item, name: catalogue.nameOf(item) },
    counts: countsOf(read),
    months: monthsOf(read, dayOf),
    aspects: aspectSummaries(written, catalogue.nameOf),
    emerging: emergingComplaints(written, catalogue.nameOf),
    topics: topicsOf(written, { seed: TOPIC_SEED, segmenter: catalogue.segmenter() }),
    items: item === undefined ? itemsOf(read, catalogue) : [],
    bursts: burstsOf(written, { nameOf: catalogue.nameOf, dayOf }),
    quotes: quotesOf(written, catalogue),
    timeZone: context.timeZone,
    candidate: classifier.name,
    threshold: classifier.threshold,
    learned,
  };
}

function countsOf(reviews: readonly ReadReview[]): Counts {
  const count = (wanted: (review: ReadReview) => boolean) => reviews.filter(wanted).length;
  const rated = reviews.filter(({ rating }) => rating !== null);
  const language = (name: Review["language"]) => count((review) => review.language === name);
  return {
    reviews: reviews.length,
    withText: count(({ text }) => text !== ""),
    rated: rated.length,
    positive: count(({ verdict }) => verdict === "positive"),
    negative: count(({ verdict }) => verdict === "negative"),
    stars: rated.length === 0 ? null : rated.reduce((sum, { rating }) => sum + rating!, 0) / rated.length,
    languages: {
      en: language("en"),
      zh: language("zh"),
      mixed: language("mixed"),
      other: language("other"),
      none: language("none"),
    },
    contrary: count(
      ({ positive, probability }) =>
        positive !== null && probability !== null && (positive === 1 ? 1 - probability : probability) > SURE,
    ),
  };
}

/** The newest months up to the last with a review, also those without any. */
function monthsOf(reviews: readonly ReadReview[], dayOf: (at: number) => string): Month[] {
  const byMonth = new Map<string, ReadReview[]>();
  for (const review of reviews) {
    if (review.at === null) continue;
    const month = dayOf(review.at).slice(0, 7);
    const known = byMonth.get(month);
    if (known) known.push(review);
    else byMonth.set(month, [review]);
  }
  const present = [...byMonth.keys()].toSorted();
  const [first, last] = [present[0], present.at(-1)];
  if (first === undefined || last === undefined) return [];
  const months: Month[] = [];
  for (let month = last; month >= first && months.length < MONTHS_SHOWN; month = monthBefore(month)) {
    const own = byMonth.get(month) ?? [];
    const judged = own.filter(({ verdict }) => verdict !== null);
    const positive = judged.filter(({ verdict }) => verdict === "positive").length;
    months.unshift({
      month,
      reviews: own.length,
      positiveShare: judged.length === 0 ? null : positive / judged.length,
    });
  }
  return months;
}

function monthBefore(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

function dayIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  return (at) => format.format(at);
}

/** Items with enough reviews, those with the least praise first. */
function itemsOf(reviews: readonly ReadReview[], catalogue: Catalogue): ItemSummary[] {
  const byItem = new Map<string, ReadReview[]>();
  for (const review of reviews) {
    if (review.item === null || review.verdict === null) continue;
    const known = byItem.get(review.item);
    if (known) known.push(review);
    else byItem.set(review.item, [review]);
  }
  return [...byItem]
    .filter(([, own]) => own.length >= LEAST_OF_ITEM)
    .map(([item, own]) => itemSummary(item, own, catalogue))
    .sort((a, b) => shrunk(a) - shrunk(b) || (a.item < b.item ? -1 : 1))
    .slice(0, ITEMS_SHOWN);
}

/** Few reviews say little: as if two more had been read, one of each kind. */
const shrunk = ({ positiveShare, reviews }: ItemSummary) => (positiveShare * reviews + 1) / (reviews + 2);

function itemSummary(item: string, reviews: readonly ReadReview[], catalogue: Catalogue): ItemSummary {
  const { stars, positive } = countsOf(reviews);
  const complained = aspectSummaries(reviews, catalogue.nameOf)
    .map(({ aspect }) => ({ aspect, count: reviews.filter((review) => complainsOf(review, aspect)).length }))
    .sort((a, b) => b.count - a.count)[0];
  return {
    item,
    name: catalogue.nameOf(item),
    reviews: reviews.length,
    positiveShare: positive / reviews.length,
    stars,
    worst: complained && complained.count > 0 ? complained.aspect : null,
    ...catalogue.salesOf(item),
  };
}

/** Half of them complaints, half praise, of the newest tenth or at least the newest hundred. */
function quotesOf(reviews: readonly ReadReview[], { nameOf }: Catalogue) {
  const newest = reviews.slice(-Math.max(100, Math.ceil(reviews.length / 10)));
  const of = (verdict: ReadReview["verdict"]) =>
    tellingFirst(newest.filter((review) => review.verdict === verdict && review.opinions.length > 0));
  const half = QUOTES_SHOWN / 2;
  return [...of("negative").slice(0, half), ...of("positive").slice(0, half)].map((review) =>
    quoteOf(review, { nameOf }),
  );
}
