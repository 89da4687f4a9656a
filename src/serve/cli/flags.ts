import { InvalidArgumentError } from "commander";
import type { Language } from "#charts/insight.js";
import { type Revealable, revealable } from "#shop/reveal.js";

/** Parsers for options that several commands take; commander names the option and what came. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || text.trim() === "") {
      throw new InvalidArgumentError(`expected a whole number of at least ${least}.`);
    }
    return value;
  };
}

export function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0) || text.trim() === "")
    throw new InvalidArgumentError("expected minutes above zero, such as 10 or 0.5.");
  return value;
}

/** By the name TextDecoder gives it. */
export function encodingName(text: string): string {
  try {
    return new TextDecoder(text).encoding;
  } catch {
    throw new InvalidArgumentError(
      "expected the name of an encoding such as utf-8, gb18030, utf-16le, windows-1252, big5 or shift_jis.",
    );
  }
}

export function language(text: string): Language {
  if (text !== "en" && text !== "zh") throw new InvalidArgumentError("expected en or zh.");
  return text;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && (new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false);

export function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError("expected a day such as 2024-01-31.");
  return text;
}

/** "last", or a day. */
export function sinceWhen(text: string): string {
  if (text !== "last" && !isDay(text)) throw new InvalidArgumentError("expected last, or a day such as 2024-01-31.");
  return text;
}

/** Checked before the work begins, not when its result has nowhere to go. */
export function tableFile(text: string): string {
  const expected = [".csv", ".csv.gz", ".parquet"];
  if (!expected.some((ending) => text.endsWith(ending))) {
    throw new InvalidArgumentError(`expected a name that ends in ${expected.join(", ")}.`);
  }
  return text;
}

/** Kinds of data that the vault holds, parted by commas. */
export function kindsOfData(text: string): readonly Revealable[] {
  const kinds = list(text);
  if (kinds.length === 0 || !kinds.every(isRevealable)) {
    throw new InvalidArgumentError(`expected one or more of ${revealable.join(", ")}, parted by commas.`);
  }
  return [...new Set(kinds)];
}

const isRevealable = (kind: string): kind is Revealable => (revealable as readonly string[]).includes(kind);

/** An option that may be given again. */
export const collected = (text: string, before: readonly string[]): string[] => [...before, text];

export const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
