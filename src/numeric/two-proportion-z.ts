/**
 * How many standard errors the share `hits/n` lies above the share `otherHits/otherN`, under the hypothesis that both
 * are the same (pooled). |z| > 1.96 happens by chance one time in twenty.
 *
 * Source: https://www.itl.nist.gov/div898/handbook/prc/section3/prc33.htm
 *
 * @returns NaN when a group is empty or neither share varies.
 */
export function twoProportionZ(hits: number, n: number, otherHits: number, otherN: number): number {
  const pooled = (hits + otherHits) / (n + otherN);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / otherN));
  return error > 0 && n > 0 && otherN > 0 ? (hits / n - otherHits / otherN) / error : Number.NaN;
}
