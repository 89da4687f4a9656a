import { join } from "node:path";
import type { PictureForm } from "#image/pictures.js";
import { givenClassifiers } from "#models/image/given-classifiers.js";
import type { ImageClassifierModel } from "#models/image/image-classifier.js";
import { imageClassifiers } from "#models/image/image-classifiers.js";
import { bytes, json, type ModelFiles } from "#models/model-file.js";
import type { Context, TrainOptions } from "../task.js";
import { answersOf, cannotRun } from "./compete.js";
import { classifierNamed, classifiersFor } from "./evaluate.js";
import { fingerprintOf, labelledAt, openGallery } from "./gallery.js";
import { labelsOf, planOf } from "./plan.js";

/** A classifier fitted to a shop's pictures, and what it can tell apart. */
export interface ImagesModel {
  readonly classifier: ImageClassifierModel;
  readonly classes: readonly string[];
  readonly form: PictureForm;
  /** Probability below which it is not sure. */
  readonly threshold: number;
  readonly learned: { readonly pictures: number };
}

const CARD = "images.json";
/** A training without a budget ends in about so much time. */
const SECONDS = 600;
/** Of the answers that count as sure, so many are right on what was held out. */
const SURE = 0.95;

/** Settings, calibration and threshold come from what is held out, as when the candidates compete; then all there is is learned. */
export async function fitModel(
  context: Context,
  { candidate, seed, signal, progress, budgetSeconds = SECONDS, checkpoints }: TrainOptions,
): Promise<ImagesModel> {
  const classifier = classifierNamed(candidate, await classifiersFor(context));
  signal.throwIfAborted();
  const gallery = await openGallery(context, {
    signal,
    progress: (share) => progress(0.1 * share, "reading pictures"),
  });
  try {
    const { store, pictures } = gallery;
    const { classes, ...plan } = planOf(pictures, seed);
    const fingerprint = fingerprintOf(gallery, seed);
    const cases = { label: labelsOf(pictures, classes), classes: classes.length };
    const train = labelledAt(store, plan.train, cases);
    const validation = labelledAt(store, plan.validation, cases);
    const reason = cannotRun(classifier, { train }, []);
    if (reason) throw new RangeError(reason);
    const options = (from: number, size: number, name: string) => ({
      ...{ seed, signal, seconds: budgetSeconds / 2 },
      ...(checkpoints !== undefined && { checkpoint: join(checkpoints, `${fingerprint}-${candidate}-${name}`) }),
      progress: (share: number) => progress(from + size * share, candidate),
    });
    const fitted = await classifier.fit(train, validation, options(0.1, 0.5, "fitted"));
    const threshold = sureFrom(await fitted.chances(validation.pictures), validation.label, classes.length);
    const known = Int32Array.from(cases.label.keys()).filter((at) => cases.label[at]! >= 0);
    const all = pictures.some(({ part }) => part !== null)
      ? known.filter((at) => pictures[at]!.part !== "test")
      : known;
    const model = await classifier.refit(fitted, labelledAt(store, all, cases), options(0.6, 0.4, "learned"));
    return { classifier: model, classes, form: store.form, threshold, learned: { pictures: all.length } };
  } finally {
    gallery.store.close();
  }
}

/** The least probability from which on 95 % of the held-out answers are right; one half where there are too few to tell. */
function sureFrom(chances: Float32Array, label: Int32Array, classes: number): number {
  if (label.length < 20) return 0.5;
  const cases = Array.from(answersOf(chances, classes), (of, row) => ({
    chance: chances[row * classes + of]!,
    isRight: of === label[row],
  })).sort((a, b) => b.chance - a.chance);
  let [right, threshold] = [0, 1];
  for (const [at, { chance, isRight }] of cases.entries()) {
    right += Number(isRight);
    if (right / (at + 1) >= SURE) threshold = chance;
  }
  return Math.min(0.9, Math.max(1.2 / classes, threshold));
}

export function saveModel({ classifier, classes, form, threshold, learned }: ImagesModel): ModelFiles {
  return { ...classifier.save(), [CARD]: bytes({ candidate: classifier.name, classes, form, threshold, learned }) };
}

/** @throws when a file is missing, cut short, or of another model. */
export function loadModel(files: ModelFiles): ImagesModel {
  const { candidate, ...rest } = json(files, CARD) as Omit<ImagesModel, "classifier"> & { candidate: string };
  return { ...rest, classifier: classifierNamed(candidate, [...imageClassifiers, ...givenClassifiers]).load(files) };
}
