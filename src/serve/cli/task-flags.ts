import { type Command, Option } from "commander";
import { z } from "zod";
import type { AnyTask } from "#tasks/task.js";
import { WrongUsage } from "./terminal.js";

interface Property {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
}

/** Gives a command the flags of a task's request, made from its Zod schema. */
export function addRequestFlags(command: Command, task: AnyTask): Command {
  for (const [name, property] of Object.entries(propertiesOf(task))) {
    const option = new Option(`--${kebab(name)} <value>`, property.description ?? name);
    if (property.enum) option.choices(property.enum);
    if (property.default !== undefined)
      option.description = `${option.description} (default: ${String(property.default)})`;
    command.addOption(option);
  }
  return command;
}

/**
 * The request in a command's flags: numbers where the schema wants numbers.
 *
 * @throws {WrongUsage} naming the flag, what came and what was expected.
 */
export function requestFrom(task: AnyTask, flags: Readonly<Record<string, unknown>>): unknown {
  const given = Object.keys(propertiesOf(task)).filter((name) => flags[name] !== undefined);
  const written = Object.fromEntries(given.map((name) => [name, flags[name]]));
  const asNumbers = Object.fromEntries(given.map((name) => [name, numberOr(task, name, String(flags[name]))]));
  const parsed = task.request.safeParse(asNumbers);
  if (parsed.success) return asNumbers;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? "");
  throw new WrongUsage(`--${kebab(name)} is "${String(written[name])}": ${issue?.message}`);
}

function propertiesOf(task: AnyTask): Record<string, Property> {
  const json = z.toJSONSchema(task.request, { io: "input", unrepresentable: "any" });
  return (json.properties ?? {}) as Record<string, Property>;
}

/** Text and numbers look alike on a command line; the schema says which is meant. */
function numberOr(task: AnyTask, name: string, text: string): unknown {
  const shape = task.request.shape[name] as z.ZodType;
  if (shape.safeParse(text).success) return text;
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
