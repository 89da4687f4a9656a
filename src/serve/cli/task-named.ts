import { tasks } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";
import { WrongUsage } from "./terminal.js";

/** @throws {WrongUsage} naming the tasks there are. */
export function taskNamed(name: string): AnyTask {
  const task = (tasks as Record<string, AnyTask>)[name];
  if (!task || !Object.hasOwn(tasks, name)) {
    throw new WrongUsage(`no task is called "${name}", expected one of ${Object.keys(tasks).join(", ")}`);
  }
  return task;
}
