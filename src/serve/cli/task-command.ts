import { Command } from "commander";
import { openShop, type Shop } from "#shop/shop.js";
import { tasks } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";
import { addRequestFlags, requestFrom } from "./task-flags.js";
import { taskNamed } from "./task-named.js";
import type { Terminal } from "./terminal.js";

export interface Asked {
  readonly shop: Shop;
  readonly task: AnyTask;
  /** As the task's schema accepts it, not parsed yet. */
  readonly request: unknown;
  /** The flags that are the command's own. */
  readonly flags: Readonly<Record<string, unknown>>;
}

export interface TaskCommand {
  readonly name: string;
  readonly description: string;
  /** Adds the command's own flags to those of the task's request. */
  options(command: Command): Command;
  run(asked: Asked): Promise<void>;
}

/** `NAME <shop> <task> [flags]`, where the flags are those of the task's request and the command's own. */
export function taskCommand(terminal: Terminal, { name, description, options, run }: TaskCommand): Command {
  return new Command(name)
    .description(description)
    .argument("<shop>", "folder of the shop")
    .argument("<task>", `one of ${Object.keys(tasks).join(", ")}`)
    .argument("[flags...]", `flags of the task; see: shoplens ${name} <shop> <task> --help`)
    .usage("<shop> <task> [flags]")
    .passThroughOptions()
    .action(async (folder: string, taskName: string, rest: string[]) => {
      const task = taskNamed(taskName);
      const inner = options(addRequestFlags(new Command(`shoplens ${name} ${folder} ${taskName}`), task))
        .description(task.question.en)
        .allowExcessArguments(false)
        .exitOverride()
        .configureOutput({ writeErr: (text) => terminal.note(text.trimEnd()) })
        .action(() => undefined);
      await inner.parseAsync(rest, { from: "user" });
      const flags = inner.opts();
      const request = requestFrom(task, flags);
      const shop = await openShop(folder, { access: "read", signal: terminal.signal });
      try {
        await run({ shop, task, request, flags });
      } finally {
        shop.close();
      }
    });
}
