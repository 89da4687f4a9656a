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
  /** How many steps back the curvature is remembered. */
  readonly memory?: number;
}

const SUFFICIENT = 1e-4; // c₁ and c₂ of the Wolfe conditions, as recommended for quasi-Newton directions
const CURVATURE = 0.9;
const TRIALS = 30;

/**
 * Minimises a smooth function by limited-memory BFGS, one step a turn, so that whoever drives it can stop, wait and
 * tell. Works in `x`, which holds the best point found when it ends.
 *
 * Source: Liu & Nocedal (1989), On the limited memory BFGS method for large scale optimization; the two-loop recursion
 * is algorithm 7.4 of Nocedal & Wright (2006), the step length by bisection that of Lewis & Overton (2013), §3.
 */
export function* lbfgs(objective: Objective, x: Float64Array, options: LbfgsOptions): Generator<LbfgsStep, void> {
  const history: Pair[] = [];
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  for (let iteration = 1; iteration <= options.iterations && largest(gradient) > options.tolerance; iteration++) {
    const direction = descent(gradient, history);
    const first = history.length === 0 ? 1 / Math.max(1, norm(gradient)) : 1;
    const found = wolfeStep(objective, { x, value, gradient, direction, first });
    if (!found) return; // no better point on the line: as exact as the arithmetic allows
    remember(history, { from: x, to: found.x, before: gradient, after: found.gradient }, options.memory ?? 10);
    x.set(found.x);
    gradient = found.gradient;
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
  readonly rho: number;
}

/** −H · gradient, H the inverse curvature that the remembered steps imply. */
function descent(gradient: Float64Array, history: readonly Pair[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const alphas = history.map(() => 0);
  for (let i = history.length - 1; i >= 0; i--) {
    const { s, y, rho } = history[i]!;
    alphas[i] = rho * dot(s, direction);
    addScaled(direction, y, -alphas[i]!);
  }
  const newest = history.at(-1);
  if (newest) scale(direction, 1 / (newest.rho * dot(newest.y, newest.y)));
  for (const [i, { s, y, rho }] of history.entries()) addScaled(direction, s, alphas[i]! - rho * dot(y, direction));
  return direction;
}

interface Line {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
  /** The step length tried first. */
  readonly first: number;
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array<ArrayBuffer>;
}

/** A point down the line that meets the weak Wolfe conditions, or the lowest found; null where none is lower. */
function wolfeStep(objective: Objective, { x, value, gradient, direction, first }: Line): Point | null {
  const slope = dot(gradient, direction);
  let [low, high, length] = [0, Number.POSITIVE_INFINITY, first];
  let best: Point | null = null;
  for (let trial = 0; trial < TRIALS; trial++) {
    const point = { x: x.slice(), gradient: new Float64Array(x.length), value: 0 };
    addScaled(point.x, direction, length);
    point.value = objective(point.x, point.gradient);
    if (!(point.value <= value + SUFFICIENT * length * slope)) high = length;
    else {
      best = point;
      if (dot(point.gradient, direction) >= CURVATURE * slope) return point;
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
  const s = to.map((value, i) => value - from[i]!);
  const y = after.map((value, i) => value - before[i]!);
  const curvature = dot(s, y);
  if (!(curvature > 0)) return;
  history.push({ s, y, rho: 1 / curvature });
  if (history.length > memory) history.shift();
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
