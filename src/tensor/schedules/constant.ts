import { z } from "zod";
import type { ScheduleKind } from "./schedule-kind.js";
import { sharedSettings } from "./shared-settings.js";

const settings = z.strictObject({ name: z.literal("constant"), ...sharedSettings });

/** The same rate at every step; with a warm-up, torch.optim.lr_scheduler.LinearLR. */
export const constant: ScheduleKind<typeof settings> = { settings, rate: ({ rate }) => rate };
