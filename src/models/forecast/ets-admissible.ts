import { rootsInside } from "#numeric/roots-inside.js";
import type { EtsForm, EtsWeights } from "./ets-form.js";

const RADIUS = 1 + 1e-6; // on the circle itself the past neither fades nor grows; rounding must not tell them apart

/**
 * Whether what a model once had wrong fades from its forecasts instead of growing. Weights that are proper averages are
 * enough for that in every form but those with both trend and season, where one in five is not admissible.
 *
 * With L the step back in time, the errors e of the additive form obey (1 − φL)(1 − L^m)·y = θ(L)·e, where
 *
 *     θ(z) = 1 + (α + φβ − φ)z + (α + φβ − αφ)(z² + … + z^(m−1)) + (α + φβ − αφ + γ − 1)z^m + φ(1 − α − γ)z^(m+1)
 *
 * so the roots of θ read backwards must lie inside the unit circle. Multiplicative forms are held to it as well, as R's
 * ets does.
 *
 * Source: Hyndman et al. (2008), §10.2; θ derived anew for their Table 2.2, where the trend of the next step is φ·b.
 */
export function isAdmissible({ trend, season }: EtsForm, weights: EtsWeights, period: number): boolean {
  if (trend === "N" || season === "N") return true;
  const { alpha, beta, gamma, phi } = weights;
  const growth = alpha + phi * beta;
  const middle = growth - alpha * phi;
  const coefficients = new Float64Array(period + 2).fill(middle);
  coefficients[0] = phi * (1 - alpha - gamma);
  coefficients[1] = middle + gamma - 1;
  coefficients[period] = growth - phi;
  coefficients[period + 1] = 1;
  return rootsInside(coefficients, RADIUS);
}
