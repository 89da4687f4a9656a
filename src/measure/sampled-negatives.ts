import { mulberry32 } from "#numeric/mulberry32.js";

/** The seed of the first customer; customer u has this plus u, so that no customer's draw depends on another's. */
const FIRST_SEED = 20260101;

/**
 * Draws, for customer u, up to `count` items they never had: item = ⌊r() · items⌋ with r = mulberry32(20260101 + u),
 * skipping the customer's own items and repeats. Where fewer are left, all of them, in the order drawn.
 *
 * Ranking against a sample flatters: it is for comparison with published figures, never for choosing.
 * Source: Krichene & Rendle (2020), On sampled metrics for item recommendation, KDD.
 *
 * @returns a function that reuses one buffer: the result holds until it is called again.
 */
export function negativeSampler(items: number, count: number): (u: number, own: Int32Array) => Int32Array {
  const takenBy = new Int32Array(items);
  let call = 0;
  const negatives = new Int32Array(count);
  return (u, own) => {
    call += 1;
    let free = items;
    for (const i of own) {
      if (i < 0 || takenBy[i] === call) continue;
      takenBy[i] = call;
      free -= 1;
    }
    const wanted = Math.min(count, free);
    const draw = mulberry32(FIRST_SEED + u);
    for (let n = 0; n < wanted; ) {
      const i = Math.floor(draw() * items);
      if (takenBy[i] === call) continue;
      takenBy[i] = call;
      negatives[n] = i;
      n += 1;
    }
    return negatives.subarray(0, wanted);
  };
}
