import { nelderMead } from "#numeric/nelder-mead.js";
import { isAdmissible } from "./ets-admissible.js";
import { type EtsStates, runEts, SEASONS_FROM } from "./ets-filter.js";
import { type EtsForm, type EtsWeights, parameterCount } from "./ets-form.js";
import { oneStepErrors } from "./ets-likelihood.js";

/** One form fitted to one series. */
export interface FittedForm {
  readonly form: EtsForm;
  readonly weights: EtsWeights;
  /** The states before the first observation. */
  readonly initial: EtsStates;
  /** −2 × log-likelihood, up to a constant all forms share. */
  readonly deviance: number;
  readonly aic: number;
  /** AIC corrected for short series: what forms are compared by. Infinity when there are too few observations. */
  readonly aicc: number;
  /** Of the one-step errors, relative where the form's error is multiplicative. */
  readonly sigma: number;
}

export interface FormStart {
  readonly weights: EtsWeights;
  readonly initial: EtsStates;
}

const EDGE = 1e-4; // weights of exactly 0 or 1 leave a state that never learns, or forgets at once
const MIN_PHI = 0.8; // below, the trend dies at once; above .98, it cannot be told from an undamped one
const MAX_PHI = 0.98;
const EVALUATIONS_PER_AXIS = 40;
const TOLERANCE = 1e-8;

/**
 * Maximum likelihood: weights and first states that foresee `series` best, by a Nelder–Mead search.
 *
 * The weights stay within 0 < α < 1, 0 < β < α, 0 < γ < 1 − α, 0.8 ≤ φ ≤ 0.98, where states are weighted averages, and
 * where the model is admissible. The seasonal states sum to 0, or to m where they multiply.
 *
 * Source: Hyndman et al. (2008), §5.1 (likelihood), §10 (admissible region); FPP3 §8.6 (AICc).
 *
 * @param series scaled to about 1, NaN where missing
 */
export function fitForm(form: EtsForm, series: Float64Array, start: FormStart): FittedForm {
  const shape = axesOf(form, start.initial.length);
  const states = new Float64Array(start.initial.length);
  const means = new Float64Array(series.length);
  const cost = (point: Float64Array): number => {
    const weights = readWeights(form, point);
    if (!isAdmissible(form, weights, states.length - SEASONS_FROM)) return Number.POSITIVE_INFINITY;
    readStates(form, point, shape.weights, states);
    runEts({ form, weights, states }, series, 0, means);
    return oneStepErrors(form.error, series, means).deviance;
  };
  const spread = standardDeviation(series);
  const { point } = nelderMead(cost, writePoint(form, start, shape), {
    steps: stepsOf(form, shape, spread),
    maxEvaluations: EVALUATIONS_PER_AXIS * shape.all + 100,
    tolerance: TOLERANCE,
  });
  const initial = new Float64Array(start.initial.length);
  readStates(form, point, shape.weights, initial);
  return measured(form, { weights: readWeights(form, point), initial }, series);
}

/** How well given weights and states do, without a search. */
export function measured(form: EtsForm, { weights, initial }: FormStart, series: Float64Array): FittedForm {
  const means = new Float64Array(series.length);
  runEts({ form, weights, states: initial.slice() }, series, 0, means);
  const { observed, squared, deviance } = oneStepErrors(form.error, series, means);
  const parameters = parameterCount(form, initial.length - SEASONS_FROM);
  const spare = observed - parameters;
  const aic = deviance + 2 * parameters;
  return {
    form,
    weights,
    initial,
    deviance,
    aic,
    aicc: spare > 1 ? aic + (2 * parameters * (parameters + 1)) / (spare - 1) : Number.POSITIVE_INFINITY,
    sigma: Math.sqrt(squared / Math.max(1, spare + 1)),
  };
}

interface Axes {
  /** How many of the axes are weights; the states follow. */
  readonly weights: number;
  readonly all: number;
}

function axesOf({ trend, season }: EtsForm, states: number): Axes {
  const trends = { N: 0, A: 1, Ad: 2 }[trend];
  const weights = 1 + trends + (season === "N" ? 0 : 1);
  const first = 1 + Math.min(1, trends) + (season === "N" ? 0 : states - SEASONS_FROM - 1);
  return { weights, all: weights + first };
}

/** The search runs over unbounded numbers: order α, β, φ, γ, level, trend, seasons but the last. */
function readWeights({ trend, season }: EtsForm, point: Float64Array): EtsWeights {
  let axis = 0;
  const alpha = logistic(point[axis++]!);
  const beta = trend === "N" ? 0 : alpha * logistic(point[axis++]!);
  const phi = trend === "Ad" ? MIN_PHI + (MAX_PHI - MIN_PHI) * logistic(point[axis++]!) : 1;
  const gamma = season === "N" ? 0 : (1 - alpha) * logistic(point[axis++]!);
  return { alpha, beta, gamma, phi };
}

function readStates({ trend, season }: EtsForm, point: Float64Array, from: number, states: EtsStates): void {
  let axis = from;
  states[0] = point[axis++]!;
  states[1] = trend === "N" ? 0 : point[axis++]!;
  if (season === "N") {
    states[SEASONS_FROM] = 0;
    return;
  }
  const last = states.length - 1;
  let rest = season === "M" ? states.length - SEASONS_FROM : 0;
  for (let i = SEASONS_FROM; i < last; i++) {
    states[i] = point[axis++]!;
    rest -= states[i]!;
  }
  states[last] = rest;
}

function writePoint({ trend, season }: EtsForm, { weights, initial }: FormStart, axes: Axes): Float64Array {
  const { alpha, beta, gamma, phi } = weights;
  const point = [logit(alpha)];
  if (trend !== "N") point.push(logit(beta / alpha));
  if (trend === "Ad") point.push(logit((phi - MIN_PHI) / (MAX_PHI - MIN_PHI)));
  if (season !== "N") point.push(logit(gamma / (1 - alpha)));
  point.push(initial[0]!);
  if (trend !== "N") point.push(initial[1]!);
  if (season !== "N") point.push(...initial.subarray(SEASONS_FROM, initial.length - 1));
  return Float64Array.from({ length: axes.all }, (_, axis) => point[axis]!);
}

function stepsOf({ trend }: EtsForm, { weights, all }: Axes, spread: number): Float64Array {
  return Float64Array.from({ length: all }, (_, axis) => {
    if (axis < weights) return 1;
    return axis === weights + 1 && trend !== "N" ? 0.02 * spread : 0.2 * spread;
  });
}

function logistic(x: number): number {
  return EDGE + (1 - 2 * EDGE) / (1 + Math.exp(-x));
}

function logit(share: number): number {
  const inside = Math.min(Math.max((share - EDGE) / (1 - 2 * EDGE), EDGE), 1 - EDGE);
  return Math.log(inside / (1 - inside));
}

function standardDeviation(series: Float64Array): number {
  const known = series.filter((y) => !Number.isNaN(y));
  const mean = known.reduce((sum, y) => sum + y, 0) / known.length;
  const variance = known.reduce((sum, y) => sum + (y - mean) ** 2, 0) / known.length;
  return Math.sqrt(variance) || 1;
}
