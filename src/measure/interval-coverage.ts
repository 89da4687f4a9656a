/** How many outcomes a band held, and of how many: add them up over series, then divide. */
export interface Coverage {
  readonly held: number;
  readonly outcomes: number;
}

/** Counts the outcomes inside [lower, upper], both ends included; missing outcomes (NaN) do not count. */
export function intervalCoverage(actual: Float64Array, lower: Float64Array, upper: Float64Array): Coverage {
  let held = 0;
  let outcomes = 0;
  actual.forEach((y, i) => {
    if (Number.isNaN(y) || Number.isNaN(lower[i]!) || Number.isNaN(upper[i]!)) return;
    outcomes++;
    if (y >= lower[i]! && y <= upper[i]!) held++;
  });
  return { held, outcomes };
}

/** The share of outcomes that bands held; NaN without outcomes. */
export function coverageShare(parts: readonly Coverage[]): number {
  const held = parts.reduce((sum, part) => sum + part.held, 0);
  return held / parts.reduce((sum, part) => sum + part.outcomes, 0);
}
