/**
 * Scores of all ways to tag a text: of every tag at every token, and of every two tags in a row.
 *
 * A path's score is the sum of `states` at its tags and of `edges` along it; an edge of −∞ cannot be taken.
 */
export interface Chain {
  readonly length: number;
  readonly tags: number;
  /** [length, tags] */
  readonly states: Float64Array;
  /** [kinds, from, to] */
  readonly edges: Float64Array;
  /** [length] which kind of edge leads to a token; that of the first is not used. */
  readonly kinds: Uint8Array;
  /** [tags] of beginning with a tag */
  readonly start: Float64Array;
}

/** What the forward and the backward recursion say of a chain. */
export interface Expectations {
  /** ln of the sum of exp(score) over all paths. */
  readonly logPartition: number;
  /** [length, tags] chance of a tag at a token. */
  readonly marginals: Float64Array;
}

/** Told the chance of going from tag to tag on the way to a token. @param pairs [from, to] valid until the next call */
export type PairVisitor = (token: number, pairs: Float64Array) => void;

/**
 * The forward–backward algorithm: exact sums over all paths in length · tags² steps, in logarithms all through, so that
 * neither long texts nor large scores lose anything.
 *
 * Source: Rabiner (1989), "A tutorial on hidden Markov models", §III; for the field, Lafferty, McCallum & Pereira (2001).
 *
 * @param chain of at least one token @param visit told the pairs of every token but the first, in order
 */
export function forwardBackward(chain: Chain, visit?: PairVisitor): Expectations {
  const { length, tags, states, edges, kinds } = chain;
  const forward = forwardScores(chain);
  const backward = backwardScores(chain);
  const logPartition = logSum(forward.subarray((length - 1) * tags));
  const marginals = new Float64Array(length * tags);
  for (let i = 0; i < marginals.length; i++) marginals[i] = Math.exp(forward[i]! + backward[i]! - logPartition);
  const pairs = new Float64Array(tags * tags);
  for (let t = 1; visit && t < length; t++) {
    const edge = kinds[t]! * tags * tags;
    for (let pair = 0; pair < pairs.length; pair++) {
      const from = (t - 1) * tags + Math.floor(pair / tags);
      const to = t * tags + (pair % tags);
      pairs[pair] = Math.exp(forward[from]! + edges[edge + pair]! + states[to]! + backward[to]! - logPartition);
    }
    visit(t, pairs);
  }
  return { logPartition, marginals };
}

/** [length, tags] ln of the sum over all beginnings that end in a tag at a token. */
function forwardScores({ length, tags, states, edges, kinds, start }: Chain): Float64Array {
  const scores = new Float64Array(length * tags);
  for (let tag = 0; tag < tags; tag++) scores[tag] = start[tag]! + states[tag]!;
  const ways = new Float64Array(tags);
  for (let t = 1; t < length; t++) {
    const edge = kinds[t]! * tags * tags;
    for (let to = 0; to < tags; to++) {
      for (let from = 0; from < tags; from++) {
        ways[from] = scores[(t - 1) * tags + from]! + edges[edge + from * tags + to]!;
      }
      scores[t * tags + to] = logSum(ways) + states[t * tags + to]!;
    }
  }
  return scores;
}

/** [length, tags] ln of the sum over all endings that follow a tag at a token. */
function backwardScores({ length, tags, states, edges, kinds }: Chain): Float64Array {
  const scores = new Float64Array(length * tags);
  const ways = new Float64Array(tags);
  for (let t = length - 1; t > 0; t--) {
    const edge = kinds[t]! * tags * tags;
    for (let from = 0; from < tags; from++) {
      for (let to = 0; to < tags; to++) {
        ways[to] = edges[edge + from * tags + to]! + states[t * tags + to]! + scores[t * tags + to]!;
      }
      scores[(t - 1) * tags + from] = logSum(ways);
    }
  }
  return scores;
}

/**
 * The path with the highest score, exactly; of equal ones that of the lower tags.
 *
 * Source: Viterbi (1967); Rabiner (1989), §III.B.
 *
 * @returns [length] its tags
 */
export function bestPath({ length, tags, states, edges, kinds, start }: Chain): Uint8Array {
  const path = new Uint8Array(length);
  if (length === 0) return path;
  const cameFrom = new Uint8Array(length * tags);
  let scores = start.map((score, tag) => score + states[tag]!);
  for (let t = 1; t < length; t++) {
    const edge = kinds[t]! * tags * tags;
    const next = new Float64Array(tags).fill(Number.NEGATIVE_INFINITY);
    for (let from = 0; from < tags; from++) {
      for (let to = 0; to < tags; to++) {
        const score = scores[from]! + edges[edge + from * tags + to]!;
        if (score > next[to]!) {
          next[to] = score;
          cameFrom[t * tags + to] = from;
        }
      }
    }
    for (let tag = 0; tag < tags; tag++) next[tag]! += states[t * tags + tag]!;
    scores = next;
  }
  path[length - 1] = scores.indexOf(largest(scores));
  for (let t = length - 1; t > 0; t--) path[t - 1] = cameFrom[t * tags + path[t]!]!;
  return path;
}

/** The score of one path. */
export function pathScore({ length, tags, states, edges, kinds, start }: Chain, path: ArrayLike<number>): number {
  let score = length > 0 ? start[path[0]!]! + states[path[0]!]! : 0;
  for (let t = 1; t < length; t++) {
    score += states[t * tags + path[t]!]! + edges[kinds[t]! * tags * tags + path[t - 1]! * tags + path[t]!]!;
  }
  return score;
}

function logSum(scores: Float64Array): number {
  const most = largest(scores);
  if (most === Number.NEGATIVE_INFINITY) return most; // no way leads there
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return Math.log(sum) + most;
}

function largest(scores: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  return most;
}
