import { skippingClosedPhases } from "./closed-phases.js";
import { ets } from "./ets.js";
import type { Forecaster } from "./forecaster.js";
import { seasonalNaive } from "./seasonal-naive.js";

/** Every way to forecast a series, simplest first; the first is the baseline of the others. */
export const forecasters: readonly [Forecaster, ...Forecaster[]] = [seasonalNaive, skippingClosedPhases(ets)];

/** @throws {RangeError} for a name no forecaster has. */
export function forecasterNamed(name: string): Forecaster {
  const found = forecasters.find((forecaster) => forecaster.name === name);
  if (found) return found;
  throw new RangeError(`expected one of ${forecasters.map((known) => known.name).join(", ")}, got "${name}"`);
}
