/**
 * How many times more positive cases there are among the best-scored `share` than among all: 1 is no better than
 * chance. Cases tied at the edge count in proportion, so that their order does not matter.
 *
 * @param scores [n] higher is better
 * @param positive [n] 1 or 0
 * @param share in (0, 1]; at least one case is looked at
 * @returns NaN without a positive case.
 */
export function liftAmongBest(scores: Float64Array, positive: Uint8Array, share: number): number {
  const looked = Math.max(1, Math.ceil(share * scores.length));
  const edge = scores.slice().sort()[scores.length - looked] ?? Number.NaN;
  let above = 0;
  let aboveHits = 0;
  let tied = 0;
  let tiedHits = 0;
  for (const [i, score] of scores.entries()) {
    const hit = positive[i]!;
    if (score > edge) {
      above += 1;
      aboveHits += hit;
    } else if (score === edge) {
      tied += 1;
      tiedHits += hit;
    }
  }
  const hits = aboveHits + (tiedHits * (looked - above)) / tied;
  const all = positive.reduce((total, hit) => total + hit, 0);
  return hits / looked / (all / scores.length);
}
