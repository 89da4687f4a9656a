import type { Mapping } from "./mapping.js";

const WIDTH = 110;

/** A mapping as a person would write it down: what is short on one line. */
export const mappingText = (mapping: Mapping): string => `${textOf(mapping, "")}\n`;

function textOf(value: unknown, indent: string): string {
  const short = shortText(value);
  if (typeof value !== "object" || value === null || indent.length + short.length <= WIDTH) return short;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((one) => inner + textOf(one, inner))
    : Object.entries(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${textOf(one, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

function shortText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shortText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${shortText(one)}`);
  return `{ ${pairs.join(", ")} }`;
}
