import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AnyTask, Given } from "#tasks/task.js";

/** Paths by the names a task has for what it can be handed. */
export type GivenPaths = Readonly<Record<string, string>>;

/**
 * What a task is handed, read only when it asks.
 *
 * @param base what paths are relative to
 * @throws {Error} for a name the task does not know
 */
export function givenTo(task: AnyTask, paths: GivenPaths, base: string): Readonly<Record<string, Given>> {
  const known = Object.keys(task.given ?? {});
  const given = Object.entries(paths).map(([name, path]): [string, Given] => {
    if (!known.includes(name)) {
      throw new Error(`${task.name} can be given ${known.join(", ") || "nothing besides its data"}, got "${name}"`);
    }
    const whole = resolve(base, path);
    return [name, { path: whole, text: () => textAt(whole, name) }];
  });
  return Object.fromEntries(given);
}

function textAt(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`${name}: ${path} cannot be read: ${(error as Error).message}`);
  }
}
