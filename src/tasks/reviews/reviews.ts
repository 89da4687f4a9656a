import { z } from "zod";
import { pretrainedNames } from "#models/text/pretrained-classifiers.js";
import { textClassifiers } from "#models/text/text-classifiers.js";
import { parseConll } from "#text/conll.js";
import type { TaggedText } from "#text/tagged-text.js";
import type { Context, Task } from "../task.js";
import type { ReviewsAnswer } from "./answer.js";
import { answerShop } from "./answer-shop.js";
import { answerText } from "./answer-text.js";
import { answersTable } from "./answers.js";
import { catalogueOf } from "./catalogue.js";
import { classifiersFor, evaluate } from "./evaluate.js";
import { explainText } from "./explain.js";
import { quotes } from "./quotes.js";
import { readReviews } from "./read-reviews.js";
import { render } from "./render.js";
import { readText, reviewsOf } from "./review.js";
import { fitModel, loadModel, type ReviewsModel, saveModel } from "./reviews-model.js";
import { say } from "./say.js";
import { tables } from "./tables.js";

const request = z.object({
  text: z.string().min(1).optional().describe("a text to judge; without it all reviews are read"),
  item: z.string().min(1).optional().describe("only the reviews of this item"),
});

export type ReviewsRequest = z.infer<typeof request>;

/** What do the reviews say? */
export const reviews: Task<ReviewsRequest, ReviewsModel, ReviewsAnswer> = {
  name: "reviews",
  question: { en: "What do the reviews say?", zh: "评论在说什么？" },
  needs: ["reviews"],
  queries: { reviews: "reviews.sql", items: "items.sql" },
  dataset: {
    query: "reviews",
    columns: {
      review_id: { type: "text" },
      text: { type: "text" },
      title: { type: "text", optional: true },
      positive: { type: "number" },
      split: { type: "text", optional: true },
    },
  },
  request,
  candidates: textClassifiers.map(({ name }) => name),
  parse: (untyped) => request.parse(untyped),

  given: {
    entities: {
      kind: "file",
      is: "texts with the names in them marked, in the columns of CoNLL: taught, and found in reviews",
    },
    pretrained: {
      kind: "folder",
      is: "a BERT or RoBERTa encoder (config.json, vocabulary, model.safetensors or onnx/model.onnx) to begin with",
      candidates: pretrainedNames,
    },
  },

  async train(context, options) {
    return fitModel(await givenBy(context), options);
  },

  // what is learned has a closed form: it is learned anew from all there is
  async update(_model, context, options) {
    return fitModel(await givenBy(context), options);
  },

  evaluate,

  async predict(model, { text, item }, context) {
    const catalogue = await catalogueFrom(context);
    if (text !== undefined) return answerText(text, model, catalogue);
    const all = reviewsOf(await context.read("reviews"));
    return answerShop(all, { item, model, catalogue, context });
  },

  /** Of the text asked about, else of the newest review with enough words. */
  async explain({ classifier }, { text, item }, context) {
    if (text !== undefined) return explainText(readText(null, text), classifier);
    const all = reviewsOf(await context.read("reviews"));
    const of = item === undefined ? all : all.filter((review) => review.item === item);
    const newest = of.findLast((review) => review.text.length >= 20) ?? of.findLast((review) => review.text !== "");
    if (!newest) throw new RangeError("there is no review with words to explain");
    return explainText(newest.text, classifier);
  },

  async answers(model, { item }, context) {
    const all = reviewsOf(await context.read("reviews"));
    return answersTable(await readReviews(item === undefined ? all : all.filter((one) => one.item === item), model));
  },

  render,
  say,
  tables,
  quotes,
  save: saveModel,
  load: loadModel,
};

async function givenBy(context: Context) {
  return {
    reviews: reviewsOf(await context.read("reviews")),
    tagged: taggedIn(context),
    classifiers: await classifiersFor(context),
  };
}

/** The texts whose names the shop has marked. @throws naming the line that is none such */
function taggedIn({ given }: Context): readonly TaggedText[] {
  const entities = given?.["entities"];
  return entities ? parseConll(entities.text(), entities.path) : [];
}

async function catalogueFrom(context: Context) {
  return catalogueOf(await context.read("items"));
}
