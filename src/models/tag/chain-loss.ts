import { type Chain, forwardBackward, pathScore } from "./chain.js";

/** −ln of the chance of the true tags, and its slopes by all scores of a chain. */
export interface ChainSlopes {
  readonly loss: number;
  /** [length, tags] */
  readonly states: Float64Array;
  /** [kinds, from, to] */
  readonly edges: Float64Array;
}

/** The slope of a score is how often paths take it on average, less how often the true one does. @param truth [length] */
export function chainLoss(chain: Chain, truth: Uint8Array): ChainSlopes {
  const { tags, kinds } = chain;
  const edges = new Float64Array(chain.edges.length);
  const { logPartition, marginals } = forwardBackward(chain, (t, pairs) => {
    const edge = kinds[t]! * tags * tags;
    for (let pair = 0; pair < pairs.length; pair++) edges[edge + pair]! += pairs[pair]!;
    edges[edge + truth[t - 1]! * tags + truth[t]!]! -= 1;
  });
  for (const [t, tag] of truth.entries()) marginals[t * tags + tag]! -= 1;
  return { loss: logPartition - pathScore(chain, truth), states: marginals, edges };
}
