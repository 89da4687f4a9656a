import { sphericalKMeans } from "#models/cluster/spherical-k-means.js";
import { classTerms } from "#text/class-terms.js";
import { fitNgrams } from "#text/ngrams.js";
import type { Segmenter } from "#text/segmenter.js";
import { isStopWord } from "#text/stop-words.js";
import { inverseFrequencies, tfIdf } from "#text/tf-idf.js";
import { wordUnits } from "#text/units.js";
import type { Topic } from "./answer.js";
import type { ReadReview } from "./read-reviews.js";

const LEAST_REVIEWS = 30;
const MOST_READ = 4000;
const MOST_TOPICS = 6;
const WORDS_SHOWN = 5;
/** A topic is of at least this share of the reviews of its language. */
const LEAST_SHARE = 0.03;

/** What the reviews are about, found from their words alone, the largest first; each language has topics of its own. */
export function topicsOf(
  reviews: readonly ReadReview[],
  { seed, segmenter }: { seed: number; segmenter: Segmenter },
): Topic[] {
  const written = reviews.filter(({ text, verdict }) => text !== "" && verdict !== null);
  return ["en", "zh"]
    .flatMap((language) =>
      topicsIn(written.filter((review) => review.language === language).slice(-MOST_READ), { seed, segmenter }),
    )
    .sort((a, b) => b.reviews - a.reviews)
    .slice(0, MOST_TOPICS);
}

function topicsIn(
  reviews: readonly ReadReview[],
  { seed, segmenter }: { seed: number; segmenter: Segmenter },
): Topic[] {
  if (reviews.length < LEAST_REVIEWS) return [];
  const words = reviews.map(({ text }) => wordUnits(text, segmenter).names.filter((word) => !isStopWord(word)));
  const told = words.map((own) => own.join(" "));
  const ngrams = fitNgrams(told, { of: "words", shortest: 1, longest: 1, leastTexts: 3 }, spaced);
  const rows = tfIdf(ngrams.count(told), inverseFrequencies(told.length, ngrams.texts));
  const groups = Math.max(2, Math.min(8, Math.round(Math.sqrt(reviews.length / 15))));
  const group = sphericalKMeans(rows, groups, seed);
  return classTerms(words, group, { groups, most: WORDS_SHOWN }).flatMap(({ terms }, at) => {
    const own = reviews.filter((_, row) => group[row] === at);
    if (terms.length === 0 || own.length < LEAST_SHARE * reviews.length) return [];
    const positive = own.filter(({ verdict }) => verdict === "positive").length;
    return [{ words: terms, reviews: own.length, positiveShare: positive / own.length }];
  });
}

/** Words that were cut before and stand apart by spaces. */
const spaced = { cut: (text: string) => text.split(/(?<= )|(?= )/) };
