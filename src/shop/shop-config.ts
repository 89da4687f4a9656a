import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import type { Action } from "#clean/rule.js";
import { type CleaningSettings, wrongSetting } from "#clean/settings.js";
import { type Decisions, noDecisions, wrongDecision } from "#identity/decisions.js";
import type { RuleName } from "#identity/rules.js";
import { phonePlans } from "#protect/phone-plans.js";

/** `shoplens.json`: what the shop's owner decided. What the data decided is in the warehouse. */
export interface ShopConfig {
  readonly name: string;
  /** ISO 4217; null: the first currency the data names. */
  readonly currency: string | null;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 3166, by which phone numbers that name no country are read; absent: the country of the time zone, if of one alone. */
  readonly country?: string | undefined;
  readonly language: "en" | "zh";
  readonly engine: "duckdb";
  /** What the warehouse may hold in memory; the rest spills to disk. */
  readonly memoryMegabytes: number;
  /** What is done about what cleaning finds, by rule; a rule not named does what is usual for it. */
  readonly cleaning?: CleaningSettings | undefined;
  /** What is not to be joined into one customer though it looks like one. */
  readonly identity?: Decisions | undefined;
  /** Files and folders that tasks are handed besides the data, by task and name; paths are the shop folder's. */
  readonly given?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** Which key the shop's pseudonyms were made with; absent until the first is made. The key itself lives elsewhere. */
  readonly keyFingerprint?: string | undefined;
}

const schema: z.ZodType<ShopConfig> = z.object({
  name: z.string().min(1),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  timeZone: z.string(),
  country: z.enum(Object.keys(phonePlans)).optional(),
  language: z.enum(["en", "zh"]),
  engine: z.literal("duckdb"),
  memoryMegabytes: z.int().min(100),
  cleaning: z
    .record(z.string(), z.custom<Action>())
    .superRefine((given, check) => {
      const wrong = wrongSetting(given);
      if (wrong) check.addIssue({ code: "custom", message: wrong });
    })
    .optional(),
  identity: z
    .strictObject({
      off: z.array(z.custom<RuleName>((name) => typeof name === "string")).default([]),
      blocked: z.array(z.string()).default([]),
      apart: z.array(z.tuple([z.string(), z.string()])).default([]),
    })
    .superRefine((given, check) => {
      const wrong = wrongDecision(given);
      if (wrong) check.addIssue({ code: "custom", message: wrong });
    })
    .optional(),
  given: z.record(z.string(), z.record(z.string(), z.string().min(1))).optional(),
  keyFingerprint: z.string().optional(),
});

const FILE = "shoplens.json";

/** What the owner decided about who is who. */
export const decisionsOf = ({ identity }: ShopConfig): Decisions => identity ?? noDecisions;

export interface NewShop {
  readonly currency?: string;
  readonly timeZone?: string;
  readonly country?: string;
  readonly language?: string;
  readonly name?: string;
}

/** A setting that came from the command line and cannot be used. */
export class WrongSetting extends Error {}

/** @throws {WrongSetting} naming what came and what was expected. */
export function newConfig(
  folder: string,
  { currency, timeZone = "UTC", country, language = "en", name }: NewShop,
): ShopConfig {
  if (currency !== undefined && !Intl.supportedValuesOf("currency").includes(currency)) {
    throw new WrongSetting(`--currency expects an ISO 4217 code such as EUR or CNY, got "${currency}"`);
  }
  if (!isTimeZone(timeZone)) {
    throw new WrongSetting(
      `--time-zone expects an IANA name such as Europe/Berlin or Asia/Shanghai, got "${timeZone}"`,
    );
  }
  if (country !== undefined && !Object.hasOwn(phonePlans, country)) {
    throw new WrongSetting(`--country expects one of ${Object.keys(phonePlans).join(", ")}, got "${country}"`);
  }
  if (language !== "en" && language !== "zh") throw new WrongSetting(`--lang expects en or zh, got "${language}"`);
  return {
    name: name ?? basename(resolve(folder)),
    currency: currency ?? null,
    timeZone,
    ...(country !== undefined && { country }),
    language,
    engine: "duckdb",
    memoryMegabytes: 256,
  };
}

function isTimeZone(name: string): boolean {
  try {
    if (name !== "UTC") new Intl.DateTimeFormat("en", { timeZone: name }); // loading the zones takes 15 ms
    return !/^[+-]/.test(name); // DuckDB knows names, not offsets
  } catch {
    return false;
  }
}

export const isShop = (folder: string) => existsSync(join(folder, FILE));

/** @throws {Error} when the folder is no shop, or its file is damaged. */
export function readConfig(folder: string): ShopConfig {
  if (!isShop(folder)) {
    throw new Error(`${folder} is no shop: it has no ${FILE}. Make one with: shoplens init ${folder}`);
  }
  const path = join(folder, FILE);
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Error(`${path} cannot be understood: ${reason}`);
  }
}

export function writeConfig(folder: string, config: ShopConfig): void {
  mkdirSync(folder, { recursive: true });
  writeAside(join(folder, FILE), `${JSON.stringify(config, null, 2)}\n`);
}

/** Writes a file whole or not at all: under another name first, then renamed. */
export function writeAside(path: string, content: string | Uint8Array): void {
  const part = `${path}.${randomUUID()}.part`;
  writeFileSync(part, content);
  renameSync(part, path);
}
