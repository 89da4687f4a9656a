import { bytes, json, type ModelFiles } from "#models/model-file.js";
import { pretrainedClassifiers } from "#models/text/pretrained-classifiers.js";
import type { TextClassifier, TextClassifierModel } from "#models/text/text-classifier.js";
import { textClassifiers } from "#models/text/text-classifiers.js";
import type { TaggedText } from "#text/tagged-text.js";
import type { TrainOptions } from "../task.js";
import { classifierNamed } from "./evaluate.js";
import { planOf, together } from "./plan.js";
import type { Review } from "./review.js";
import { learnEntities, loadTaught, saveTaught, type TaughtEntities } from "./taught-entities.js";

/** A classifier fitted to a shop's reviews, and what it learned from. */
export interface ReviewsModel {
  readonly classifier: TextClassifierModel;
  readonly learned: Learned;
  /** What the shop taught about names; null: nothing, and the catalogue and patterns are what there is. */
  readonly entities: TaughtEntities | null;
}

export interface Learned {
  readonly reviews: number;
  readonly positive: number;
}

/** What there is to learn from, and with. */
export interface Given {
  readonly reviews: readonly Review[];
  /** Texts with their names marked. */
  readonly tagged: readonly TaggedText[];
  readonly classifiers: readonly TextClassifier[];
}

/** Settings and calibration come from what is held out, as when the candidates compete; then all there is is learned. */
export async function fitModel(
  { reviews, tagged, classifiers }: Given,
  { candidate, seed, signal, progress }: TrainOptions,
): Promise<ReviewsModel> {
  const classifier = classifierNamed(candidate, classifiers);
  signal.throwIfAborted();
  const { train, validation, all } = parts(reviews, seed);
  const options = (from: number, size: number) => ({
    seed,
    signal,
    progress: (share: number) => progress(from + size * share, candidate),
  });
  const fitted = await classifier.fit(train, validation, options(0, 0.5));
  const model = await classifier.refit(fitted, all, options(0.5, 0.3));
  const entities = tagged.length > 0 ? await learnEntities(tagged, options(0.8, 0.2)) : null;
  const positive = all.positive.reduce((sum, value) => sum + value, 0);
  return { classifier: model, learned: { reviews: all.texts.length, positive }, entities };
}

/** Where the data brings a split its test part is never learned from; else all that is labelled is. */
function parts(reviews: readonly Review[], seed: number) {
  const plan = planOf(reviews, seed);
  const { train, validation } = plan;
  const given = reviews.some(({ part }) => part !== null);
  if (given) return { train, validation, all: together(train, validation) };
  const test = plan.test.filter(({ positive }) => positive !== null);
  const newest = {
    texts: test.map(({ text }) => text),
    positive: Uint8Array.from(test, ({ positive }) => positive as 0 | 1),
  };
  return { train, validation, all: together(together(train, validation), newest) };
}

export function saveModel({ classifier, learned, entities }: ReviewsModel): ModelFiles {
  return {
    ...classifier.save(),
    ...(entities && saveTaught(entities)),
    "reviews.json": bytes({ candidate: classifier.name, learned }),
  };
}

/** @throws when a file is missing, cut short, or of another model. */
export function loadModel(files: ModelFiles): ReviewsModel {
  const { candidate, learned } = json(files, "reviews.json") as { candidate: string; learned: Learned };
  return {
    classifier: classifierNamed(candidate, [...textClassifiers, ...pretrainedClassifiers]).load(files),
    learned,
    entities: loadTaught(files),
  };
}
