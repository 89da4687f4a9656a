/** A step of a rising curve: from `from` on, until the next step, the value is `value`. */
export interface Step {
  readonly from: number;
  readonly value: number;
}

/**
 * The rising step curve closest to the points in squared error (isotonic regression): neighbouring steps that would
 * fall are pooled into their mean.
 *
 * Source: Barlow, Bartholomew, Bremner & Brunk (1972), Statistical inference under order restrictions.
 *
 * @param x [n] any order, no NaN; equal ones share a step
 * @param y [n]
 * @returns steps with rising `from` and `value`; none without points.
 */
export function poolAdjacentViolators(x: Float64Array, y: Float64Array): Step[] {
  const pools: { from: number; sum: number; count: number }[] = [];
  const order = Uint32Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]!);
  let last = Number.NaN;
  for (const i of order) {
    if (x[i] === last) {
      const pool = pools.at(-1)!;
      pool.sum += y[i]!;
      pool.count += 1;
    } else {
      settle(pools); // the group before is complete
      pools.push({ from: x[i]!, sum: y[i]!, count: 1 });
      last = x[i]!;
    }
  }
  settle(pools);
  return pools.map(({ from, sum, count }) => ({ from, value: sum / count }));
}

/** Pools the last group with those before it until the means rise. */
function settle(pools: { from: number; sum: number; count: number }[]): void {
  for (let at = pools.length - 1; at > 0; at -= 1) {
    const [lower, upper] = [pools[at - 1]!, pools[at]!];
    if (lower.sum / lower.count < upper.sum / upper.count) return;
    pools.splice(at - 1, 2, { from: lower.from, sum: lower.sum + upper.sum, count: lower.count + upper.count });
  }
}

/** The value of the curve at `x`; below the first step it is that of the first. NaN without steps. */
export function stepAt(steps: readonly Step[], x: number): number {
  return (steps.findLast(({ from }) => from <= x) ?? steps[0])?.value ?? Number.NaN;
}
