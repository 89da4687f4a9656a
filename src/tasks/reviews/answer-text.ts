import { sigmoid } from "#models/linear/logistic-regression.js";
import { entityFinder } from "#text/entities.js";
import { languageOf } from "#text/language.js";
import type { Span } from "#text/sentences.js";
import type { TextAnswer } from "./answer.js";
import type { Catalogue } from "./catalogue.js";
import { opinionsOf } from "./opinions.js";
import { readText } from "./review.js";
import type { ReviewsModel } from "./reviews-model.js";
import { withTaught } from "./taught-entities.js";
import { wordAmounts } from "./word-amounts.js";

const SHOWN = 2000;
const WORDS_SHOWN = 8;

/** Judges one text: label, probability, the words that told, what it says of what. */
export async function answerText(written: string, model: ReviewsModel, catalogue: Catalogue): Promise<TextAnswer> {
  const { classifier, learned, entities } = model;
  const text = readText(null, written);
  const language = languageOf(text).language;
  const [odds] = await classifier.logOdds([text]);
  const probability = sigmoid(odds!);
  const unknown = text === "";
  const shown = text.slice(0, SHOWN);
  const inShown = ({ end }: Span) => end <= shown.length;
  const words = (await wordAmounts(text, classifier)).filter(inShown);
  const found = entityFinder(catalogue.names)(shown);
  return {
    kind: "text",
    text: shown,
    language,
    label: unknown ? "unknown" : probability >= classifier.threshold ? "positive" : "negative",
    probability,
    threshold: classifier.threshold,
    words: words.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, WORDS_SHOWN),
    opinions: (await opinionsOf([shown], classifier))[0] ?? [],
    entities: entities ? await withTaught(shown, found, entities) : found,
    taught: entities?.taught ?? null,
    candidate: classifier.name,
    learned,
  };
}
