/** Writes the gradient at `x` and answers the value there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Where the search stands after a step. */
export interface LbfgsStep {
  readonly iteration: number;
  readonly value: number;
  /** Largest absolute entry of the gradient. */
  readonly slope: number;
  /** [n] the search's own array: read it, do not keep it. */
  readonly x: Float64Array;
}

export interface LbfgsOptions {
  readonly iterations: number;
  /** Ends when no entry of the gradient is larger in size. */
  readonly tolerance: number;
  /** How many steps back the curvature is remembered. Absent: 10. */
  readonly memory?: number;
  /** [n] about how curved the function is along each axis, above 0: steps begin divided by it. Absent: alike along all. */
  readonly curvature?: Float64Array;
}

const SUFFICIENT = 1e-4; // c₁ and c₂ of the Wolfe conditions, as recommended for quasi-Newton directions
const CURVATURE = 0.9;
const TRIALS = 30;

/**
 * Minimises a smooth function by limited-memory BFGS, one step a turn, so that whoever drives it can stop, wait and
 * tell. Works in `x`, which holds the best point found when it ends.
 *
 * Source: Liu & Nocedal (1989), On the limited memory BFGS method for large scale optimization; the two-loop recursion
 * is algorithm 7.4 of Nocedal & Wright (2006), there also that it may begin with any diagonal; the step length by
 * bisection that of Lewis & Overton (2013), §3.
 */
export function* lbfgs(objective: Objective, x: Float64Array, options: LbfgsOptions): Generator<LbfgsStep, void> {
  const { iterations, tolerance, memory = 10, curvature } = options;
  const history: Pair[] = [];
  const direction = new Float64Array(x.length);
  const spare: [Point, Point] = [pointAt(x.length), pointAt(x.length)];
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  for (let iteration = 1; iteration <= iterations && largest(gradient) > tolerance; iteration++) {
    descend(direction, gradient, { history, curvature });
    const first = history.length === 0 && !curvature ? 1 / Math.max(1, norm(gradient)) : 1;
    const found = wolfeStep(objective, { x, value, gradient, direction, first }, spare);
    if (!found) return; // no better point on the line: as exact as the arithmetic allows
    remember(history, { from: x, to: found.x, before: gradient, after: found.gradient }, memory);
    x.set(found.x);
    [gradient, found.gradient] = [found.gradient, gradient];
    value = found.value;
    yield { iteration, value, slope: largest(gradient), x };
  }
}

interface Pair {
  /** [n] step */
  readonly s: Float64Array;
  /** [n] change of the gradient */
  readonly y: Float64Array;
  /** 1 / (y·s) */
  rho: number;
}

/** A point on the line, whose arrays are used again and again. */
interface Point {
  readonly x: Float64Array;
  gradient: Float64Array<ArrayBuffer>;
  value: number;
}

const pointAt = (length: number): Point => ({
  x: new Float64Array(length),
  gradient: new Float64Array(length),
  value: 0,
});

interface Remembered {
  readonly history: readonly Pair[];
  readonly curvature: Float64Array | undefined;
}

/** Writes −H · gradient, H the inverse curvature that the remembered steps imply. */
function descend(direction: Float64Array, gradient: Float64Array, { history, curvature }: Remembered): void {
  for (let i = 0; i < direction.length; i++) direction[i] = -gradient[i]!;
  const alphas = history.map(() => 0);
  for (let i = history.length - 1; i >= 0; i--) {
    const { s, y, rho } = history[i]!;
    alphas[i] = rho * dot(s, direction);
    addScaled(direction, y, -alphas[i]!);
  }
  if (curvature) for (let i = 0; i < direction.length; i++) direction[i]! /= curvature[i]!;
  const newest = history.at(-1);
  if (newest) scale(direction, 1 / (newest.rho * squares(newest.y, curvature)));
  for (const [i, { s, y, rho }] of history.entries()) addScaled(direction, s, alphas[i]! - rho * dot(y, direction));
}

/** yᵀ D⁻¹ y, D the curvature, or one. */
function squares(y: Float64Array, curvature: Float64Array | undefined): number {
  if (!curvature) return dot(y, y);
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += (y[i]! * y[i]!) / curvature[i]!;
  return sum;
}

interface Line {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
  /** The step length tried first. */
  readonly first: number;
}

/** A point down the line that meets the weak Wolfe conditions, or the lowest found; null where none is lower. */
function wolfeStep(
  objective: Objective,
  { x, value, gradient, direction, first }: Line,
  spare: readonly [Point, Point],
): Point | null {
  const slope = dot(gradient, direction);
  let [low, high, length] = [0, Number.POSITIVE_INFINITY, first];
  let [point, other] = spare;
  let best: Point | null = null;
  for (let trial = 0; trial < TRIALS; trial++) {
    for (let i = 0; i < x.length; i++) point.x[i] = x[i]! + length * direction[i]!;
    point.value = objective(point.x, point.gradient);
    if (!(point.value <= value + SUFFICIENT * length * slope)) high = length;
    else if (dot(point.gradient, direction) >= CURVATURE * slope) return point;
    else {
      best = point;
      [point, other] = [other, point];
      low = length;
    }
    length = high < Number.POSITIVE_INFINITY ? (low + high) / 2 : 2 * low;
  }
  return best;
}

interface Move {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
}

function remember(history: Pair[], { from, to, before, after }: Move, memory: number): void {
  const oldest = history.length === memory ? history.shift() : undefined;
  const { s, y } = oldest ?? { s: new Float64Array(from.length), y: new Float64Array(from.length) };
  for (let i = 0; i < s.length; i++) {
    s[i] = to[i]! - from[i]!;
    y[i] = after[i]! - before[i]!;
  }
  const curvature = dot(s, y);
  if (curvature > 0) history.push({ s, y, rho: 1 / curvature });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * other[i]!;
}

function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! *= factor;
}

const norm = (vector: Float64Array) => Math.sqrt(dot(vector, vector));

function largest(vector: Float64Array): number {
  let most = 0;
  for (let i = 0; i < vector.length; i++) most = Math.max(most, Math.abs(vector[i]!));
  return most;
}
