import { z } from "zod";
import type { ScheduleKind } from "./schedule-kind.js";
import { sharedSettings } from "./shared-settings.js";

const settings = z.strictObject({
  name: z.literal("step-decay"),
  ...sharedSettings,
  /** Steps from one fall of the rate to the next. */
  every: z.int().min(1),
  /** What the rate is multiplied by then. */
  factor: z.number().min(0).max(1).default(0.1),
});

/** A staircase: rate · factor^⌊step / every⌋, as torch.optim.lr_scheduler.StepLR. */
export const stepDecay: ScheduleKind<typeof settings> = {
  settings,
  rate: ({ rate, every, factor }, step) => rate * factor ** Math.floor(step / every),
};
