import type { z } from "zod";

/**
 * Settings with their defaults filled in.
 *
 * @throws {RangeError} for a setting that is unknown or out of its range, saying which, what is expected and what came
 */
export function readSettings<Settings>(what: string, schema: z.ZodType<Settings>, given: unknown): Settings {
  const read = schema.safeParse(given, { reportInput: true });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const { path, message, code, input } = issue!;
  const came = code === "unrecognized_keys" ? "" : `, got ${typeof input === "number" ? input : JSON.stringify(input)}`;
  throw new RangeError(`${[what, ...path].join(".")}: ${message}${came}`);
}
