import type { z } from "zod";

/** What a schedule that looks at the training remembers: plain data, to lie in a checkpoint. Null for those that do not look. */
export type ScheduleState = PlateauState | null;

export interface PlateauState {
  readonly rate: number;
  /** The least validation loss so far; null before the first. */
  readonly least: number | null;
  /** Checks since then. */
  readonly checksSince: number;
  /** Checks that a reduction has still to wait. */
  readonly resting: number;
}

/** How the learning rate goes over the steps of a training. Its settings are plain data. */
export interface ScheduleKind<Schema extends z.ZodType> {
  readonly settings: Schema;
  /** The rate of a step, counted from 0. */
  rate(settings: z.output<Schema>, step: number, state: ScheduleState): number;
  readonly begin?: (settings: z.output<Schema>) => ScheduleState;
  /** The state after a check of the validation loss. */
  readonly observe?: (settings: z.output<Schema>, state: ScheduleState, loss: number) => ScheduleState;
}
