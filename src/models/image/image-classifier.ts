import type { Pictures } from "#image/pictures.js";
import type { ModelFiles } from "../model-file.js";

/** Pictures and what each of them shows. */
export interface LabelledPictures {
  readonly pictures: Pictures;
  /** [pictures] which of the classes, from 0 on */
  readonly label: Int32Array;
  readonly classes: number;
}

/** A way to tell what a picture shows. Stateless: what it learns is in its model. */
export interface ImageClassifier {
  readonly name: string;
  /** Siblings it is made of, by name: what they took to train is part of what it takes. */
  readonly members?: readonly string[];
  /** Fewest pictures it learns from. */
  readonly fewest: number;
  /** Learns from `train`; settings, when to stop, and what its scores mean as chances from `validation`, which may be empty. */
  fit(train: LabelledPictures, validation: LabelledPictures, options: FitOptions): Promise<ImageClassifierModel>;
  /** The same settings and calibration, learned from other pictures: train and validation together, say. */
  refit(model: ImageClassifierModel, all: LabelledPictures, options: FitOptions): Promise<ImageClassifierModel>;
  /** The model whose `save` wrote these files. @throws when one is missing or is not what it should be. */
  load(files: ModelFiles): ImageClassifierModel;
}

export interface FitOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the share done, in [0, 1]. */
  readonly progress: (share: number) => void;
  /** What there is time for; absent: as long as it takes. */
  readonly seconds?: number;
  /** Siblings fitted to the same pictures already, by name: a blend takes them instead of fitting its own. */
  readonly fitted?: ReadonlyMap<string, ImageClassifierModel>;
  /** The beginning of the paths of files from which a training that was killed goes on. */
  readonly checkpoint?: string;
}

/** What was learned. Immutable, so it can be saved, shared and asked twice. */
export interface ImageClassifierModel {
  readonly name: string;
  /** What was found on validation, as the model's card tells it. */
  readonly settings: string;
  /** [pictures, classes] calibrated probabilities, each row adding up to 1; a picture alone or among others has the same. */
  chances(pictures: Pictures): Promise<Float32Array>;
  /** [pictures, width] what the model sees in a picture, each of length 1: alike pictures lie close. Absent where it sees nothing. */
  embed?(pictures: Pictures): Promise<Float32Array>;
  /**
   * What in one picture speaks for a class, by the gradient of its score: [height, width] shares of the greatest, 0 to 1. Absent
   * where the model has no gradients.
   */
  activation?(pictures: Pictures, row: number, of: number): Promise<ActivationMap>;
  save(): ModelFiles;
}

export interface ActivationMap {
  readonly height: number;
  readonly width: number;
  /** [height, width] */
  readonly shares: Float32Array;
}

export const noPictures = ({ pictures, classes }: LabelledPictures): LabelledPictures => ({
  pictures: { count: 0, form: pictures.form, read: () => undefined },
  label: new Int32Array(0),
  classes,
});
