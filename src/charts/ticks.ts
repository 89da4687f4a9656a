/**
 * Round values that cover a range, for an axis: steps of 1, 2 or 5 times a power of ten, the first at or below
 * `least`, the last at or above `most`. A range without extent gets one step.
 * Source: the tick rule of d3-array (tickIncrement), with the ends included.
 */
export function ticks(least: number, most: number, about = 4): readonly number[] {
  const size = Math.max(Math.abs(least), Math.abs(most));
  // a range too narrow for its own digits is drawn as wide as they can carry
  const extent = most > least ? Math.max(most - least, size * 1e-9) : size || 1;
  const step = roundStep(extent / about);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  if (lead >= Math.sqrt(50)) return power * 10;
  if (lead >= Math.sqrt(10)) return power * 5;
  return lead >= Math.sqrt(2) ? power * 2 : power;
}

/** 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
