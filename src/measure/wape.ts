/** What {@link wape} is made of: add them up over series, then divide. */
export interface AbsoluteErrors {
  /** Σ |y − f| */
  readonly error: number;
  /** Σ |y| */
  readonly actual: number;
}

/** Sums over the pairs without a missing value (NaN). */
export function absoluteErrors(actual: Float64Array, forecast: Float64Array): AbsoluteErrors {
  let error = 0;
  let size = 0;
  actual.forEach((y, i) => {
    const miss = Math.abs(y - forecast[i]!);
    if (Number.isNaN(miss)) return;
    error += miss;
    size += Math.abs(y);
  });
  return { error, actual: size };
}

/**
 * Weighted absolute percentage error, as a share: Σ |y − f| ÷ Σ |y|, over all series and steps together, so that what
 * sells much weighs much. NaN where nothing was sold.
 */
export function wape(parts: readonly AbsoluteErrors[]): number {
  const error = parts.reduce((sum, part) => sum + part.error, 0);
  const actual = parts.reduce((sum, part) => sum + part.actual, 0);
  return actual > 0 ? error / actual : Number.NaN;
}
