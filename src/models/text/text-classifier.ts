import type { Span } from "#text/sentences.js";
import type { ModelFiles } from "../model-file.js";

/** Texts, cleaned, and which of them are of the positive class. */
export interface LabelledTexts {
  readonly texts: readonly string[];
  /** [texts] 1 or 0 */
  readonly positive: Uint8Array;
}

/** A way to tell two classes of texts apart. Stateless: what it learns is in its model. */
export interface TextClassifier {
  readonly name: string;
  /** Siblings it is made of, by name: what they took to train is part of what it takes. */
  readonly members?: readonly string[];
  /** Whether it learns step by step, and better the longer it may. Absent: no. */
  readonly isTrained?: boolean;
  /** Why these are too few to learn from, in a sentence; null where they are enough. Absent: any are. */
  tooFew?(train: LabelledTexts): string | null;
  /**
   * Learns from `train`; its settings, what its scores mean as chances, and the threshold from `validation`, which may
   * be empty.
   */
  fit(train: LabelledTexts, validation: LabelledTexts, options: FitOptions): Promise<TextClassifierModel>;
  /** The same settings, calibration and threshold, learned from other texts: train and validation together, say. */
  refit(model: TextClassifierModel, all: LabelledTexts, options: FitOptions): Promise<TextClassifierModel>;
  /** The model whose `save` wrote these files. @throws when one is missing or is not what it should be. */
  load(files: ModelFiles): TextClassifierModel;
}

export interface FitOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the share done, in [0, 1]. */
  readonly progress: (share: number) => void;
  /** Siblings fitted to the same texts already, by name: a blend takes them instead of fitting its own. */
  readonly fitted?: ReadonlyMap<string, TextClassifierModel>;
  /** Siblings that did not fit into the budget: a blend does without them. */
  readonly without?: ReadonlySet<string>;
  /**
   * How long what learns step by step may take for a fit and a refit together: it plans its epochs by that, and throws
   * `OutOfTime` where not one would end. Absent: as long as it says.
   */
  readonly seconds?: number;
}

/** What was learned. Immutable, so it can be saved, shared and asked twice. */
export interface TextClassifierModel {
  readonly name: string;
  /** What was found on validation, as the model's card tells it, such as "C = 4". */
  readonly settings: string;
  /** [texts] calibrated log-odds of the positive class; a text alone or among others has the same. */
  logOdds(texts: readonly string[]): Promise<Float64Array>;
  /** Probability from which a text is called positive. */
  readonly threshold: number;
  /** What each stretch of the text added to its log-odds, exactly; absent where a model cannot say. */
  parts?(text: string): TextParts;
  /** How much each stretch of the text was looked at, together 1; absent where a model looks at none in particular. */
  looks?(text: string): Promise<readonly (Span & { readonly share: number })[]>;
  /** Log-odds of many short stretches by the quicker part of the model; absent where all of it is as quick. */
  glance?(texts: readonly string[]): Promise<Float64Array>;
  save(): ModelFiles;
}

/** `baseline` and the amounts, added, are the log-odds. */
export interface TextParts {
  readonly baseline: number;
  readonly parts: readonly (Span & { readonly amount: number })[];
}

export const noTexts: LabelledTexts = { texts: [], positive: new Uint8Array(0) };
