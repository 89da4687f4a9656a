import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { decodeModel } from "#tensor/onnx/decode-model.js";
import type { Weights } from "#tensor/train/weights-of.js";
import { file, json } from "../model-file.js";
import type { RecommenderModel } from "./recommender.js";
import { CARD, READER, type SequenceCard } from "./sequence-model.js";
import { TABLE } from "./sequence-network.js";

export interface WeightsBefore {
  /** Places in a row it was trained with: some weights are as many. */
  readonly length: number;
  readonly weights: Weights;
}

const NEW_ROW = 0.02; // the spread that the rows of a new table begin with

/**
 * What a trained model knows, for a training to go on from: items it has not met get rows of their own, before the row of
 * padding, which stays the last. Null where it is not as wide.
 */
export function weightsBefore(
  before: RecommenderModel,
  { items, width, seed }: { readonly items: number; readonly width: number; readonly seed: number },
): WeightsBefore | null {
  const files = before.save();
  const { settings } = json(files, CARD) as SequenceCard;
  if (settings.width !== width || settings.items > items) return null;
  const { graph } = decodeModel(file(files, READER));
  const weights = new Map(
    graph.initializers.flatMap(({ name, data }) => (data instanceof Float32Array ? [[name, data] as const] : [])),
  );
  const known = weights.get(TABLE)!;
  const table = new Float32Array((items + 1) * width);
  table.set(known.subarray(0, settings.items * width));
  const random = mulberry32(seed);
  for (let i = settings.items * width; i < items * width; i++) table[i] = NEW_ROW * normalRandom(random);
  table.set(known.subarray(settings.items * width), items * width);
  weights.set(TABLE, table);
  return { length: settings.length, weights };
}
