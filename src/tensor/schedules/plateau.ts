import { z } from "zod";
import type { PlateauState, ScheduleKind } from "./schedule-kind.js";
import { sharedSettings } from "./shared-settings.js";

const settings = z.strictObject({
  name: z.literal("plateau"),
  ...sharedSettings,
  /** What the rate is multiplied by when the loss has not fallen. */
  factor: z.number().gt(0).lt(1).default(0.1),
  /** Checks without a fall that are let pass. */
  patience: z.int().min(0).default(10),
  /** The part of the least loss by which another must be less to be a fall. */
  threshold: z.number().min(0).default(1e-4),
  /** Checks after a reduction before others count. */
  rest: z.int().min(0).default(0),
  floor: z.number().min(0).default(0),
});

type Settings = z.output<typeof settings>;

const LEAST_CHANGE = 1e-8; // a rate that is as small as this stays

/**
 * Lowers the rate when the validation loss has stopped falling: torch.optim.lr_scheduler.ReduceLROnPlateau in its relative mode, but
 * for losses below zero, where a fall is a fall here too.
 */
export const plateau: ScheduleKind<typeof settings> = {
  settings,
  begin: beginning,
  rate: ({ rate }, _step, state) => state?.rate ?? rate,
  observe(chosen, state, loss) {
    const { rate, least, checksSince, resting } = state ?? beginning(chosen);
    const fallen = least === null ? loss < Infinity : loss < least - chosen.threshold * Math.abs(least);
    const seen = { rate, least: fallen ? loss : least, checksSince: fallen ? 0 : checksSince + 1, resting };
    if (resting > 0) return { ...seen, resting: resting - 1, checksSince: 0 };
    return seen.checksSince > chosen.patience ? reduced(chosen, seen) : seen;
  },
};

function beginning({ rate }: Settings): PlateauState {
  return { rate, least: null, checksSince: 0, resting: 0 };
}

function reduced({ factor, floor, rest }: Settings, state: PlateauState): PlateauState {
  const lower = Math.max(floor, state.rate * factor);
  const rate = state.rate - lower > LEAST_CHANGE ? lower : state.rate;
  return { ...state, rate, checksSince: 0, resting: rest };
}
