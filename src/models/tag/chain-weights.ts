import type { Chain } from "./chain.js";

/** A text as a field reads it. */
export interface EncodedText {
  /** [tokens + 1] token t has the features `features[starts[t] … starts[t + 1] − 1]` */
  readonly starts: Int32Array;
  readonly features: Int32Array;
  /** [tokens] the kind of edge that leads to a token */
  readonly kinds: Uint8Array;
}

/** What a linear-chain field has learned: a weight for every feature with every tag, and for every two tags in a row. */
export interface ChainWeights {
  readonly tags: number;
  /** [features, tags] */
  readonly states: Float64Array;
  /** [kinds, from, to]; −∞ where one must not follow the other. */
  readonly edges: Float64Array;
  /** [tags] */
  readonly start: Float64Array;
}

/** The scores that weights give the tags of a text. */
export function chainOf({ starts, features, kinds }: EncodedText, weights: ChainWeights): Chain {
  const { tags, states: table, edges, start } = weights;
  const states = new Float64Array(kinds.length * tags);
  for (let t = 0; t < kinds.length; t++) {
    for (let at = starts[t]!; at < starts[t + 1]!; at++) {
      const row = features[at]! * tags;
      for (let tag = 0; tag < tags; tag++) states[t * tags + tag]! += table[row + tag]!;
    }
  }
  return { length: kinds.length, tags, states, edges, kinds, start };
}
