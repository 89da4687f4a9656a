import type { z } from "zod";
import { readSettings } from "../read-settings.js";
import type { DenseStep, OptimiserKind, RowStep } from "./optimiser-kind.js";
import { optimisers } from "./optimisers.js";

/** Every optimiser there is, by name. */
export type OptimiserKinds = typeof optimisers;

/** An optimiser and all its settings, as plain data: `{ name: "adam", beta1: 0.9, … }`. */
export type Optimiser = {
  [Name in keyof OptimiserKinds]: z.output<OptimiserKinds[Name]["settings"]>;
}[keyof OptimiserKinds];

/** An optimiser as it is asked for: what is left out has its default. */
export type OptimiserChoice = {
  [Name in keyof OptimiserKinds]: z.input<OptimiserKinds[Name]["settings"]>;
}[keyof OptimiserKinds];

/** @throws {RangeError} when there is no such optimiser, or a setting is unknown or out of its range */
export function optimiserOf(choice: OptimiserChoice): Optimiser {
  return readSettings(`optimiser ${choice.name}`, kindOf(choice).settings, choice) as Optimiser;
}

/** The arrays an optimiser remembers between steps: each of zeros at first, and as long as the parameters or the table. */
export function slotsOf(optimiser: Optimiser): readonly string[] {
  return kindOf(optimiser).slots(optimiser);
}

/** Steps the parameters of a span in place. */
export function update(optimiser: Optimiser, step: DenseStep): void {
  kindOf(optimiser).update(optimiser, step);
}

/** Steps the listed rows of a table in place. */
export function updateRows(optimiser: Optimiser, step: RowStep): void {
  kindOf(optimiser).updateRows(optimiser, step);
}

function kindOf({ name }: { readonly name: string }): OptimiserKind<z.ZodType> {
  if (Object.hasOwn(optimisers, name))
    return optimisers[name as keyof OptimiserKinds] as unknown as OptimiserKind<z.ZodType>;
  throw new RangeError(`expected one of the optimisers ${Object.keys(optimisers).join(", ")}, got "${name}"`);
}
