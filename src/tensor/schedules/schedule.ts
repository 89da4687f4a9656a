import type { z } from "zod";
import { readSettings } from "../read-settings.js";
import type { ScheduleKind, ScheduleState } from "./schedule-kind.js";
import { schedules } from "./schedules.js";

/** Every schedule there is, by name. */
export type ScheduleKinds = typeof schedules;

/** A schedule and all its settings, as plain data: `{ name: "cosine", rate: 0.001, steps: 1000, floor: 0, warmUp: null }`. */
export type Schedule = {
  [Name in keyof ScheduleKinds]: z.output<ScheduleKinds[Name]["settings"]>;
}[keyof ScheduleKinds];

/** A schedule as it is asked for: what is left out has its default. */
export type ScheduleChoice = {
  [Name in keyof ScheduleKinds]: z.input<ScheduleKinds[Name]["settings"]>;
}[keyof ScheduleKinds];

/** @throws {RangeError} when there is no such schedule, or a setting is unknown or out of its range */
export function scheduleOf(choice: ScheduleChoice): Schedule {
  return readSettings(`schedule ${choice.name}`, kindOf(choice).settings, choice) as Schedule;
}

/** What a schedule remembers before the first step. */
export function stateAtStart(schedule: Schedule): ScheduleState {
  return kindOf(schedule).begin?.(schedule) ?? null;
}

/** What it remembers after a check of the validation loss. */
export function stateAfter(schedule: Schedule, state: ScheduleState, validationLoss: number): ScheduleState {
  return kindOf(schedule).observe?.(schedule, state, validationLoss) ?? state;
}

/** @param step counted from 0 */
export function rateAt(schedule: Schedule, step: number, state: ScheduleState): number {
  const { warmUp } = schedule;
  const curve = (at: number) => kindOf(schedule).rate(schedule, at, state);
  if (!warmUp) return curve(step);
  if (step >= warmUp.steps) return curve(step - warmUp.steps);
  return curve(0) * (warmUp.from + ((1 - warmUp.from) * step) / warmUp.steps);
}

function kindOf({ name }: { readonly name: string }): ScheduleKind<z.ZodType> {
  if (Object.hasOwn(schedules, name))
    return schedules[name as keyof ScheduleKinds] as unknown as ScheduleKind<z.ZodType>;
  throw new RangeError(`expected one of the schedules ${Object.keys(schedules).join(", ")}, got "${name}"`);
}
