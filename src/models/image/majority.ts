import { bytes, json } from "../model-file.js";
import type { ImageClassifier, ImageClassifierModel, LabelledPictures } from "./image-classifier.js";

/** The baseline: every picture shows what most do, with the share of each class as its probability. */
export const majority: ImageClassifier = {
  name: "majority",
  fewest: 1,
  async fit(train, _validation, { signal, progress }) {
    signal.throwIfAborted();
    progress(1);
    return majorityModel(sharesOf(train));
  },
  async refit(_model, all, { signal, progress }) {
    signal.throwIfAborted();
    progress(1);
    return majorityModel(sharesOf(all));
  },
  load(files) {
    const { name, shares } = json(files, "classifier.json") as { name: string; shares: number[] };
    if (name !== "majority") throw new TypeError(`expected the files of a majority model, got those of ${name}`);
    return majorityModel(shares);
  },
};

/** One picture of every class is added, so that no chance is 0. */
function sharesOf({ label, classes }: LabelledPictures): number[] {
  const counts = new Array<number>(classes).fill(1);
  for (const one of label) counts[one]! += 1;
  return counts.map((count) => count / (label.length + classes));
}

function majorityModel(shares: readonly number[]): ImageClassifierModel {
  return {
    name: "majority",
    settings: "",
    chances: async ({ count }) =>
      Float32Array.from({ length: count * shares.length }, (_, at) => shares[at % shares.length]!),
    save: () => ({ "classifier.json": bytes({ name: "majority", shares }) }),
  };
}
