import type { TaggedText } from "#text/tagged-text.js";
import type { ModelFiles } from "../model-file.js";

/** A way to mark names in texts. Stateless: what it learns is in its model. */
export interface SequenceTagger {
  readonly name: string;
  fit(texts: readonly TaggedText[], options: FitOptions): Promise<SequenceTaggerModel>;
  /** The model whose `save` wrote these files. @throws when one is missing or is not what it should be. */
  load(files: ModelFiles): SequenceTaggerModel;
}

export interface FitOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the share done, in [0, 1]. */
  readonly progress: (share: number) => void;
}

/** What was learned. Immutable, so it can be saved, shared and asked twice. */
export interface SequenceTaggerModel {
  readonly name: string;
  /** The tags it knows, `O` first. */
  readonly tags: readonly string[];
  /** [texts] for each the chance of every tag at every token, [tokens, tags] */
  marginals(texts: readonly (readonly string[])[]): Promise<Float64Array[]>;
  /** [texts][tokens] the likeliest tags together, of which none follows where it may not. */
  tag(texts: readonly (readonly string[])[]): Promise<string[][]>;
  save(): ModelFiles;
}
