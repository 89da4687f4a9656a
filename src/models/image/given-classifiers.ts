import { openVision } from "#tensor/pretrained/open-vision.js";
import { FROZEN, frozen } from "./frozen.js";
import type { ImageClassifier } from "./image-classifier.js";

/** Classifiers that compete only where there is a picture model to begin with. */
export const givenNames: readonly string[] = [FROZEN];

/** Without a folder: what loads models that were saved. */
export const givenClassifiers: readonly ImageClassifier[] = [frozen(null)];

/** @throws {BadTensorFile} naming what the folder lacks or cannot be used */
export async function classifiersFrom(folder: string): Promise<readonly ImageClassifier[]> {
  return [frozen(await openVision(folder))];
}
