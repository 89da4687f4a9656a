/**
 * Gini coefficient of how `values` are spread: 0 when all are equal, (n − 1)/n when one holds everything. The plain
 * (population) version 2·Σ i·xᵢ / (n·Σ xᵢ) − (n + 1)/n with x ascending, without the n/(n − 1) correction.
 *
 * Source: https://en.wikipedia.org/wiki/Gini_coefficient#Alternative_expressions
 *
 * @returns NaN without values or when they add up to nothing or less.
 */
export function gini(values: Float64Array): number {
  const n = values.length;
  const sorted = values.slice().sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return Number.NaN;
  const weighted = sorted.reduce((sum, value, i) => sum + (i + 1) * value, 0);
  return (2 * weighted) / (n * total) - (n + 1) / n;
}
