import { type Coverage, intervalCoverage } from "#measure/interval-coverage.js";
import type { Backtest } from "./backtest.js";
import { bandRadii } from "./conformal-band.js";

/**
 * Whether a band drawn like {@link bandRadii} held, measured on the past: drawn from what was known half-way through the
 * backtest, looked at on the forecasts made after that. No outcomes where the backtest is too short to be halved.
 */
export function measuredCoverage(past: Backtest, coverage: number): Coverage {
  const half = Math.floor(past.errors.length / 2);
  const known: Backtest = {
    ...past,
    errors: past.errors
      .slice(0, half)
      .map((row, origin) => row.map((error, step) => (origin + step < half ? error : Number.NaN))),
  };
  const radii = Array.from({ length: past.period }, (_, phase) => bandRadii(known, coverage, phase));
  const parts = past.errors.slice(half).map((row, place) => {
    const radius = radii[(past.firstOrigin + half + place) % past.period]!;
    return intervalCoverage(
      row,
      radius.map((reach) => -reach),
      radius,
    );
  });
  return {
    held: parts.reduce((sum, { held }) => sum + held, 0),
    outcomes: parts.reduce((sum, { outcomes }) => sum + outcomes, 0),
  };
}
