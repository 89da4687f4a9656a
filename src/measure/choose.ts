/** A model that competes, with what it gained on each held-out case; higher is better. */
export interface Contender {
  readonly name: string;
  /** [cases] the same cases in the same order for every contender; an error enters with its sign turned. */
  readonly gains: Float64Array;
}

/**
 * The winner on validation. The first, which is the simplest, leads; each further one takes the lead only if its mean
 * gain over the leader exceeds one standard error of the paired difference. So a simpler model wins ties, and
 * differences that are within the noise, and everything when nothing was held out.
 *
 * Source: the one-standard-error rule of Breiman, Friedman, Olshen & Stone (1984), Classification and regression
 * trees, §3.4.3, here on paired differences, which are less noisy than the two means.
 *
 * @param simplestFirst at least one. @throws when cases differ in number.
 */
export function choose<T extends Contender>(simplestFirst: readonly [T, ...T[]]): T {
  const [simplest, ...others] = simplestFirst;
  return others.reduce((leader, challenger) => (isBetter(challenger, leader) ? challenger : leader), simplest);
}

function isBetter(challenger: Contender, leader: Contender): boolean {
  const cases = challenger.gains.length;
  if (leader.gains.length !== cases) {
    throw new RangeError(
      `expected as many cases for ${challenger.name} as for ${leader.name}, got ${cases} and ${leader.gains.length}`,
    );
  }
  const differences = challenger.gains.map((gain, i) => gain - leader.gains[i]!);
  const mean = differences.reduce((total, difference) => total + difference, 0) / cases;
  const squares = differences.reduce((total, difference) => total + (difference - mean) ** 2, 0);
  // one case has no standard error: NaN, and nothing exceeds it
  return mean > Math.sqrt(squares / (cases - 1) / cases);
}
