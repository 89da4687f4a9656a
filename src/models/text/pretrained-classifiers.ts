import { openEncoder } from "#tensor/pretrained/open-encoder.js";
import { FINETUNED, finetuned } from "./finetuned.js";
import { PRETRAINED, pretrained } from "./pretrained.js";
import type { TextClassifier } from "./text-classifier.js";

/** Classifiers that compete only where there is a folder to begin with, the quicker first. */
export const pretrainedNames: readonly string[] = [PRETRAINED, FINETUNED];

/** Without a folder: what loads models that were saved. */
export const pretrainedClassifiers: readonly TextClassifier[] = [pretrained(null), finetuned(null)];

/**
 * Those that learn from a pretrained encoder: both from weights, the first alone from an ONNX graph, which can only be asked.
 *
 * @throws {BadTensorFile} naming what the folder lacks or cannot be used
 */
export async function classifiersFrom(folder: string): Promise<readonly TextClassifier[]> {
  const encoder = await openEncoder(folder);
  return encoder.model.kind === "weights" ? [pretrained(encoder), finetuned(encoder)] : [pretrained(encoder)];
}
