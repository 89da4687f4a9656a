/**
 * A copy of `series` without gaps (NaN): each takes the mean of the nearest known values before and after it at the same
 * phase of the season, the one there is where the other is missing, and the mean of all known values where both are.
 * [n]; zeros where nothing is known.
 */
export function filledGaps(series: Float64Array, period: number): Float64Array {
  if (!series.some(Number.isNaN)) return series.slice();
  const known = series.filter((y) => !Number.isNaN(y));
  const mean = known.reduce((sum, y) => sum + y / known.length, 0);
  const before = carried(series, (t) => t, period);
  const after = carried(series, (t) => series.length - 1 - t, period);
  return series.map((y, t) => {
    if (!Number.isNaN(y)) return y;
    const neighbours = [before[t]!, after[t]!].filter((value) => !Number.isNaN(value));
    if (neighbours.length === 0) return mean;
    return neighbours.reduce((sum, value) => sum + value, 0) / neighbours.length;
  });
}

/** The last known value at each phase, walking through the series in the order `at` gives. [n] */
function carried(series: Float64Array, at: (step: number) => number, period: number): Float64Array {
  const filled = series.slice();
  for (let step = period; step < series.length; step++) {
    if (Number.isNaN(filled[at(step)]!)) filled[at(step)] = filled[at(step - period)]!;
  }
  return filled;
}
