import { conformalRadius, errorsFor } from "#measure/conformal-radius.js";
import type { Backtest } from "./backtest.js";

/**
 * How far around each step of a forecast the band reaches that holds `coverage` of the outcomes, judged by what a
 * backtest missed by. [horizon], in the unit of the series; NaN when it knows no error at all.
 *
 * Each step is judged by the errors made at that step, each phase of the season by its own usual size: errors are
 * divided by the mean error of their phase (weekends may be wilder than weekdays) and the radius is multiplied by that
 * of its own. A phase that never erred (a closed day) has no width. Where a step has seen too few outcomes, those of the
 * nearest steps are added.
 *
 * Source: split conformal prediction, with errors normalised as in Lei et al. (2018), §5.2, and one calibration a step
 * as in Stankevičiūtė, Alaa & van der Schaar (2021), "Conformal time-series forecasting". The errors of a series
 * are not quite exchangeable: how well the band holds is measured, not proved.
 *
 * @param origin how many observations the forecast has seen: says which phase its first step has
 */
export function bandRadii(past: Backtest, coverage: number, origin: number): Float64Array {
  const sizes = phaseSizes(past);
  return Float64Array.from({ length: past.horizon }, (_, step) => {
    const size = sizes[(origin + step) % past.period]!;
    return size === 0 ? 0 : size * conformalRadius(scaledErrors(past, step, { sizes, coverage }), coverage);
  });
}

/**
 * The same for the sum over `steps` steps, judged by the sums of the backtest: errors partly cancel, so it is narrower
 * than the sum of the daily bands. A sum that is not over whole seasons is judged by those that began at the same phase.
 * Where no backtest was as long, the longest known is scaled up.
 *
 * @param steps at most the backtest's horizon
 * @param origin how many observations the forecast has seen
 */
export function totalRadius(
  past: Backtest,
  { steps, coverage, origin }: { steps: number; coverage: number; origin: number },
): number {
  const alike = past.errors.filter((_, place) => (past.firstOrigin + place - origin) % past.period === 0);
  const rows = steps % past.period === 0 || alike.length < errorsFor(coverage) ? past.errors : alike;
  for (let length = steps; length > 0; length--) {
    const totals = rows.map((row) => Math.abs(row.subarray(0, length).reduce((sum, error) => sum + error, 0)));
    const known = Float64Array.from(totals.filter((total) => !Number.isNaN(total)));
    if (known.length >= errorsFor(coverage)) return (conformalRadius(known, coverage) * steps) / length;
  }
  return Number.NaN;
}

/** Mean |error| of each phase of the season, over all origins and steps; NaN where none is known. [period] */
function phaseSizes({ errors, period, firstOrigin }: Backtest): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  errors.forEach((row, origin) => {
    row.forEach((error, step) => {
      if (Number.isNaN(error)) return;
      const phase = (firstOrigin + origin + step) % period;
      sums[phase]! += Math.abs(error);
      counts[phase]!++;
    });
  });
  const all = sums.reduce((sum, size) => sum + size, 0) / counts.reduce((sum, count) => sum + count, 0);
  return sums.map((sum, phase) => (counts[phase]! > 0 ? sum / counts[phase]! : all));
}

/** |error| ÷ the size of its phase at `step`, and at more and more distant steps until there are enough. */
function scaledErrors(
  { errors, period, firstOrigin, horizon }: Backtest,
  step: number,
  { sizes, coverage }: { sizes: Float64Array; coverage: number },
): Float64Array {
  const scaled: number[] = [];
  const add = (at: number): void => {
    if (at < 0 || at >= horizon) return;
    errors.forEach((row, origin) => {
      const size = sizes[(firstOrigin + origin + at) % period]!;
      const error = Math.abs(row[at]!) / size;
      if (size > 0 && !Number.isNaN(error)) scaled.push(error);
    });
  };
  add(step);
  for (let distance = 1; distance < horizon && scaled.length < errorsFor(coverage); distance++) {
    add(step - distance);
    add(step + distance);
  }
  return Float64Array.from(scaled);
}
