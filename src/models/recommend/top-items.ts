import { exclude, type SparseVector } from "#numeric/sparse-vector.js";

/** The best items of one customer, best first, in buffers that are used again. */
export interface TopItems {
  /** [k] */
  readonly item: Int32Array;
  /** [k] above zero for what the history speaks for, 0 for what is merely popular. */
  readonly score: Float64Array;
  /** How many of the k there are. */
  readonly count: number;
}

/**
 * A way to take the k best items: by score, equal ones by popularity, then by number. Items of the history are left
 * out. Where fewer than k score above zero the most popular others follow, with score 0; what nobody has never does.
 *
 * @param counts [items] distinct customers of each item
 * @returns a function that overwrites `scores`; its result holds until it is called again.
 */
export function topItems(counts: Int32Array, k: number): (scores: SparseVector, history: Int32Array) => TopItems {
  const popular = Int32Array.from(counts.keys())
    .filter((i) => counts[i]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const item = new Int32Array(k);
  const score = new Float64Array(k);
  return (scores, history) => {
    for (const i of history) exclude(scores, i);
    const supported = takeBest({ item, score, count: 0 }, scores, counts);
    for (let c = 0; c < supported; c++) exclude(scores, item[c]!); // shown already
    return { item, score, count: fillUp({ item, score, count: supported }, scores, popular) };
  };
}

/** @returns how many score above zero, at most k. */
function takeBest({ item, score }: TopItems, scores: SparseVector, counts: Int32Array): number {
  const k = item.length;
  let count = 0;
  for (let c = 0; c < scores.count; c++) {
    const i = scores.touched[c]!;
    const value = scores.value[i]!;
    if (value <= 0 || (count === k && value < score[k - 1]!)) continue;
    count = insert({ item, score, count }, i, value, counts);
  }
  return count;
}

/** @returns how many there are after the most popular of those left were added. */
function fillUp({ item, score, count }: TopItems, scores: SparseVector, popular: Int32Array): number {
  for (let p = 0; p < popular.length && count < item.length; p++) {
    if (scores.value[popular[p]!] === Number.NEGATIVE_INFINITY) continue;
    item[count] = popular[p]!;
    score[count] = 0;
    count += 1;
  }
  return count;
}

/** Insertion into a short sorted list: cheaper than a heap for the few that pass the last one's score. */
function insert({ item, score, count }: TopItems, i: number, value: number, counts: Int32Array): number {
  const comesBefore = (at: number) => (value - score[at]! || counts[i]! - counts[item[at]!]! || item[at]! - i) > 0;
  const length = Math.min(count + 1, item.length);
  let at = count;
  while (at > 0 && comesBefore(at - 1)) {
    if (at < item.length) {
      item[at] = item[at - 1]!;
      score[at] = score[at - 1]!;
    }
    at -= 1;
  }
  if (at >= item.length) return count;
  item[at] = i;
  score[at] = value;
  return length;
}
