import { statSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import type { GivenPaths } from "#shop/given-to.js";
import type { AnyTask, GivenShape } from "#tasks/task.js";

/** Gives a command a flag for everything that tasks can be handed besides their data. */
export function addGivenFlags(command: Command, tasks: readonly AnyTask[]): Command {
  for (const { name: task, given = {} } of tasks) {
    for (const [name, shape] of Object.entries(given)) {
      command.option(`--${name} <${shape.kind}>`, `${task}: ${shape.is}`, (path: string) => existing(path, shape));
    }
  }
  return command;
}

/** What of it was handed over. */
export function givenIn(flags: Readonly<Record<string, unknown>>, tasks: readonly AnyTask[]): GivenPaths {
  const names = tasks.flatMap(({ given = {} }) => Object.keys(given));
  return Object.fromEntries(names.flatMap((name) => (flags[name] === undefined ? [] : [[name, String(flags[name])]])));
}

/** Checked before the work begins. */
function existing(path: string, { kind }: GivenShape): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (kind === "folder" ? found?.isDirectory() : found?.isFile()) return path;
  throw new InvalidArgumentError(`expected a ${kind}; ${path} is ${found ? "none" : "not there"}.`);
}
