export interface NelderMeadOptions {
  /** [n] how far the first simplex reaches along each axis; none may be 0. */
  readonly steps: Float64Array;
  /** Stops after about this many calls of `cost`. */
  readonly maxEvaluations: number;
  /** Stops once the costs of the simplex's corners differ by less than this, relative to their size. */
  readonly tolerance: number;
}

export interface Minimum {
  /** [n] */
  readonly point: Float64Array;
  readonly cost: number;
  readonly evaluations: number;
}

interface Corner {
  readonly point: Float64Array;
  readonly cost: number;
}

/**
 * A local minimum of `cost`, found without derivatives by a simplex of n + 1 corners that creeps downhill.
 * A point that is not allowed costs Infinity. Deterministic.
 *
 * Source: Nelder & Mead (1965); coefficients that adapt to n by Gao & Han (2012), "Implementing the Nelder–Mead
 * simplex algorithm with adaptive parameters", which for n = 2 are the classical ones.
 */
export function nelderMead(
  cost: (point: Float64Array) => number,
  start: Float64Array,
  { steps, maxEvaluations, tolerance }: NelderMeadOptions,
): Minimum {
  const n = Math.max(2, start.length);
  let evaluations = 0;
  const corner = (point: Float64Array): Corner => {
    evaluations++;
    const value = cost(point);
    return { point, cost: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let simplex = [corner(start.slice()), ...Array.from(start, (_, axis) => corner(stepped(start, steps, axis)))];
  simplex.sort(byCost);
  while (evaluations < maxEvaluations && !flat(simplex, tolerance)) {
    const centre = centroid(simplex);
    const worst = simplex[simplex.length - 1]!;
    const along = (distance: number): Corner => corner(between(centre, worst.point, -distance));
    const next = improved(simplex, along, n);
    if (next) {
      simplex[simplex.length - 1] = next;
    } else {
      const best = simplex[0]!;
      simplex = [best, ...simplex.slice(1).map(({ point }) => corner(between(best.point, point, 1 - 1 / n)))];
    }
    simplex.sort(byCost);
  }
  const best = simplex[0]!;
  return { point: best.point, cost: best.cost, evaluations };
}

/** A corner that may stand in for the worst one; null when the simplex has to shrink. */
function improved(simplex: readonly Corner[], along: (distance: number) => Corner, n: number): Corner | null {
  const best = simplex[0]!;
  const worst = simplex[simplex.length - 1]!;
  const secondWorst = simplex[simplex.length - 2]!;
  const reflected = along(1);
  if (reflected.cost < best.cost) {
    const expanded = along(1 + 2 / n);
    return expanded.cost < reflected.cost ? expanded : reflected;
  }
  if (reflected.cost < secondWorst.cost) return reflected;
  const contraction = 0.75 - 1 / (2 * n);
  if (reflected.cost < worst.cost) {
    const outside = along(contraction);
    return outside.cost <= reflected.cost ? outside : null;
  }
  const inside = along(-contraction);
  return inside.cost < worst.cost ? inside : null;
}

function byCost(a: Corner, b: Corner): number {
  if (a.cost === b.cost) return 0; // Infinity − Infinity is NaN
  return a.cost - b.cost;
}

function flat(simplex: readonly Corner[], tolerance: number): boolean {
  const best = simplex[0]!.cost;
  const worst = simplex[simplex.length - 1]!.cost;
  return worst - best <= tolerance * (Math.abs(best) + tolerance);
}

function stepped(start: Float64Array, steps: Float64Array, axis: number): Float64Array {
  const point = start.slice();
  point[axis]! += steps[axis]!;
  return point;
}

/** The middle of all corners but the worst. */
function centroid(simplex: readonly Corner[]): Float64Array {
  const kept = simplex.length - 1;
  const centre = new Float64Array(kept);
  for (let i = 0; i < kept; i++) {
    const { point } = simplex[i]!;
    for (let axis = 0; axis < kept; axis++) centre[axis]! += point[axis]! / kept;
  }
  return centre;
}

/** `from` and so much of the way to `to`. */
function between(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return from.map((x, axis) => x + share * (to[axis]! - x));
}
