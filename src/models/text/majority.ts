import { bytes, json } from "../model-file.js";
import type { LabelledTexts, TextClassifier, TextClassifierModel } from "./text-classifier.js";

/** The baseline: every text is what most are, with that share as its probability. */
export const majority: TextClassifier = {
  name: "majority",
  async fit(train, _validation, { signal, progress }) {
    signal.throwIfAborted();
    progress(1);
    return majorityModel(logOddsOf(train));
  },
  async refit(_model, all, { signal, progress }) {
    signal.throwIfAborted();
    progress(1);
    return majorityModel(logOddsOf(all));
  },
  load(files) {
    const { name, odds } = json(files, "classifier.json") as { name: string; odds: number };
    if (name !== "majority") throw new TypeError(`expected the files of a majority model, got those of ${name}`);
    return majorityModel(odds);
  },
};

/** One text of either class is added, so that no chance is 0 or 1. */
function logOddsOf({ positive }: LabelledTexts): number {
  const positives = positive.reduce((sum, value) => sum + value, 0);
  return Math.log((positives + 1) / (positive.length - positives + 1));
}

function majorityModel(odds: number): TextClassifierModel {
  return {
    name: "majority",
    settings: "",
    threshold: 0.5,
    logOdds: async (texts) => new Float64Array(texts.length).fill(odds),
    parts: () => ({ baseline: odds, parts: [] }),
    save: () => ({ "classifier.json": bytes({ name: "majority", odds }) }),
  };
}
