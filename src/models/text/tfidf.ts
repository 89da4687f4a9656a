import { inverseFrequencies } from "#text/tf-idf.js";
import { fitLinearText, type LinearKind, refitLinearText } from "./fit-linear-text.js";
import { type LinearTextModel, loadLinearText } from "./linear-text-model.js";
import { ngramSpecs } from "./ngram-specs.js";
import type { TextClassifier } from "./text-classifier.js";

/** What `tfidf` and `tfidf-alt` have in common: all but the units they read. */
export const tfidfKind: LinearKind = {
  name: "tfidf",
  strengths: [1, 3, 10],
  channelOf: (ngrams, { texts }) => ({
    ngrams,
    inverse: Float32Array.from(inverseFrequencies(texts.length, ngrams.texts)),
  }),
  scaleOf: () => null,
};

/** N-grams weighed by how telling they are, and logistic regression: plain, quick, exact in its reasons, hard to beat. */
export const tfidf: TextClassifier = {
  name: "tfidf",
  fit: (train, validation, options) =>
    fitLinearText(tfidfKind, { train, validation, specs: ngramSpecs(train.texts) }, options),
  refit: (model, all, options) => refitLinearText(tfidfKind, model as LinearTextModel, all, options),
  load: (files) => loadLinearText("tfidf", files),
};
