import { fitLinearText, type LinearKind, refitLinearText } from "./fit-linear-text.js";
import { type LinearTextModel, loadLinearText } from "./linear-text-model.js";
import { otherNgramSpecs } from "./ngram-specs.js";
import type { TextClassifier } from "./text-classifier.js";
import { tfidfKind } from "./tfidf.js";

const kind: LinearKind = { ...tfidfKind, name: "tfidf-alt" };

/**
 * As `tfidf`, reading the other units of the language: words where that reads characters, characters where that reads
 * words. A little worse alone; it errs elsewhere, which a blend gains from.
 */
export const tfidfAlt: TextClassifier = {
  name: "tfidf-alt",
  fit: (train, validation, options) =>
    fitLinearText(kind, { train, validation, specs: otherNgramSpecs(train.texts) }, options),
  refit: (model, all, options) => refitLinearText(kind, model as LinearTextModel, all, options),
  load: (files) => loadLinearText("tfidf-alt", files),
};
