import { readFileSync } from "node:fs";
import type { z } from "zod";
import { formats } from "../formats/formats.js";
import { type Mapping, mappingSchema } from "./mapping.js";

/** @throws {Error} saying which part of the file came otherwise than expected. */
export function readMapping(path: string): Mapping {
  const given = parsed(path);
  const mapping = mappingSchema.safeParse(given);
  if (!mapping.success) {
    const wrong = mapping.error.issues.map((issue) => `  ${sentenceOf(issue, given)}`);
    throw new Error(`${path} is no mapping:\n${wrong.join("\n")}`);
  }
  const { name } = mapping.data;
  if (formats.some((format) => format.name === name)) {
    throw new Error(`${path} is called "${name}", as a format that comes with Shoplens; expected another name`);
  }
  return mapping.data;
}

function parsed(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(`${path} ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}; expected a mapping`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is no JSON (${(error as Error).message}); expected a mapping`);
  }
}

function sentenceOf(issue: z.core.$ZodIssue, given: unknown): string {
  const place = issue.path.length > 0 ? `${issue.path.map(String).join(".")}: ` : "";
  const came = JSON.stringify(valueAt(given, issue.path))?.slice(0, 80) ?? "nothing";
  switch (issue.code) {
    case "custom":
      return place + issue.message;
    case "unrecognized_keys":
      return `${place}expected no ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    case "invalid_value":
      return `${place}expected ${issue.values.map((value) => JSON.stringify(value)).join(", ")}, got ${came}`;
    default:
      return `${place}${issue.message.replace(/^Invalid input: /, "").replace(/, received .*$/, "")}, got ${came}`;
  }
}

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], given);
