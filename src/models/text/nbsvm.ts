import type { SparseRows } from "#numeric/sparse-rows.js";
import { fitLinearText, type LinearKind, refitLinearText } from "./fit-linear-text.js";
import { type LinearTextModel, loadLinearText } from "./linear-text-model.js";
import { ngramSpecs } from "./ngram-specs.js";
import type { TextClassifier } from "./text-classifier.js";

const kind: LinearKind = {
  name: "nbsvm",
  strengths: [0.03, 0.1, 0.3],
  channelOf: (ngrams) => ({ ngrams, inverse: null }),
  scaleOf: ({ ngrams }, rows, positive) => logCountRatios(ngrams.columns, rows, positive),
};

/**
 * N-grams that are there or not, each scaled by how much more often it is in the one class than in the other (naive
 * Bayes), and logistic regression over them.
 *
 * Source: Wang & Manning (2012), Baselines and bigrams: simple, good sentiment and topic classification; with the
 * logistic loss in place of the hinge, so that its scores can be calibrated.
 */
export const nbsvm: TextClassifier = {
  name: "nbsvm",
  fit: (train, validation, options) =>
    fitLinearText(kind, { train, validation, specs: ngramSpecs(train.texts) }, options),
  refit: (model, all, options) => refitLinearText(kind, model as LinearTextModel, all, options),
  load: (files) => loadLinearText("nbsvm", files),
};

/** r = ln((p / ‖p‖₁) / (q / ‖q‖₁)), p and q the texts of either class that hold an n-gram, and one more each. */
function logCountRatios(columns: number, { rows, starts, column }: SparseRows, positive: Uint8Array): Float64Array {
  const counts = [new Float64Array(columns).fill(1), new Float64Array(columns).fill(1)] as const;
  for (let row = 0; row < rows; row++) {
    const ofClass = counts[positive[row] as 0 | 1];
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) ofClass[column[cell]!]! += 1;
  }
  const [negative, total] = counts.map((ofClass) => ofClass.reduce((sum, count) => sum + count, 0)) as [number, number];
  return counts[1].map((count, j) => Math.log(count / total / (counts[0][j]! / negative)));
}
