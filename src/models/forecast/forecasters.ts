import { skippingClosedPhases } from "./closed-phases.js";
import { ets } from "./ets.js";
import type { Forecaster } from "./forecaster.js";
import { seasonalNaive } from "./seasonal-naive.js";

/** Every way to forecast a series, simplest first; the first is the baseline of the others. */
export const forecasters: readonly [Forecaster, ...Forecaster[]] = [seasonalNaive, skippingClosedPhases(ets)];
