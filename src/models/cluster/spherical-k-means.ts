import { mulberry32 } from "#numeric/mulberry32.js";
import type { SparseRows } from "#numeric/sparse-rows.js";

const MOST_TURNS = 30;

/**
 * Puts rows of length 1 into `k` groups by the direction they point in: each goes to the centre with the largest
 * cosine, each centre to the mean direction of its rows, until none moves. The first centres are rows far from each
 * other, drawn by lot with the seed.
 *
 * Source: Dhillon & Modha (2001), Concept decompositions for large sparse text data using clustering; the start is
 * k-means++ of Arthur & Vassilvitskii (2007) with 1 − cosine as the distance.
 *
 * @returns [rows] the group of each, −1 for an empty row; groups may be empty.
 */
export function sphericalKMeans(x: SparseRows, k: number, seed: number): Int32Array {
  const group = new Int32Array(x.rows).fill(-1);
  const filled = Int32Array.from(group.keys()).filter((row) => x.starts[row + 1]! > x.starts[row]!);
  if (filled.length === 0 || k < 1) return group;
  let centres = firstCentres(x, filled, { k: Math.min(k, filled.length), seed });
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    let moved = 0;
    for (const row of filled) {
      const nearest = nearestCentre(x, row, centres);
      moved += Number(nearest !== group[row]);
      group[row] = nearest;
    }
    if (moved === 0) break;
    centres = meanDirections(x, group, centres);
  }
  return group;
}

function firstCentres(x: SparseRows, filled: Int32Array, { k, seed }: { k: number; seed: number }): Float64Array[] {
  const random = mulberry32(seed);
  const centres = [rowOf(x, filled[Math.floor(random() * filled.length)]!)];
  const distance = Float64Array.from(filled, (row) => 1 - cosine(x, row, centres[0]!));
  while (centres.length < k) {
    const total = distance.reduce((sum, one) => sum + Math.max(0, one), 0);
    let left = random() * total;
    let chosen = distance.findIndex((one) => {
      left -= Math.max(0, one);
      return left < 0;
    });
    if (chosen < 0) chosen = centres.length; // all rows alike: any will do
    const centre = rowOf(x, filled[chosen]!);
    centres.push(centre);
    for (const [at, row] of filled.entries()) distance[at] = Math.min(distance[at]!, 1 - cosine(x, row, centre));
  }
  return centres;
}

function rowOf({ columns, starts, column, value }: SparseRows, row: number): Float64Array {
  const centre = new Float64Array(columns);
  for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) centre[column[cell]!] = value[cell]!;
  return centre;
}

function cosine({ starts, column, value }: SparseRows, row: number, centre: Float64Array): number {
  let sum = 0;
  for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) sum += value[cell]! * centre[column[cell]!]!;
  return sum;
}

function nearestCentre(x: SparseRows, row: number, centres: readonly Float64Array[]): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [at, centre] of centres.entries()) {
    const found = cosine(x, row, centre);
    if (found > most) {
      most = found;
      best = at;
    }
  }
  return best;
}

/** A centre that has lost all its rows stays where it was. */
function meanDirections(x: SparseRows, group: Int32Array, before: readonly Float64Array[]): Float64Array[] {
  const sums = before.map(({ length }) => new Float64Array(length));
  for (const [row, at] of group.entries()) {
    if (at < 0) continue;
    for (let cell = x.starts[row]!; cell < x.starts[row + 1]!; cell++) sums[at]![x.column[cell]!]! += x.value[cell]!;
  }
  return sums.map((sum, at) => {
    const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
    return length > 0 ? sum.map((value) => value / length) : before[at]!;
  });
}
