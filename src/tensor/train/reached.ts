import type { ScheduleState } from "../schedules/schedule-kind.js";

export interface Epoch {
  readonly loss: number;
  readonly steps: number;
  readonly seconds: number;
  /** What `validate` answered. */
  readonly score?: number;
}

/** How far training has come: all that, beside the arrays, makes it go on as if it had not stopped. */
export interface Reached {
  readonly step: number;
  readonly epoch: number;
  readonly stepInEpoch: number;
  readonly lossSum: number;
  readonly weightSum: number;
  readonly epochs: readonly Epoch[];
  readonly best?: { readonly epoch: number; readonly score: number };
  /** Epochs whose weights are in the average. */
  readonly averaged: number;
  readonly schedule: ScheduleState;
}
