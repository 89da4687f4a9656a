import { headerWords, type Role } from "./header-words.js";
import type { ValueShape } from "./value-shape.js";

/** A column of a file nobody knows, as a sample of its values shows it. */
export interface SampledColumn {
  readonly header: string;
  readonly shape: ValueShape;
}

const words = new Map(Object.entries(headerWords).map(([role, list]) => [role as Role, list.split(/\s+/)] as const));

const numeric: readonly Role[] = [
  "quantity",
  "unit_price",
  "line_total",
  "discount",
  "order_total",
  "shipping",
  "tax",
  "refund",
  "rating",
  "spend",
  "impressions",
  "clicks",
];

const EXACT = 100;
const INNERMOST = 90;
const PART = 50;
const VALUES_ALONE = 20;

/**
 * Which column most probably holds what: by the words in its header, as far as its values allow. Each role goes to one
 * column and each column to one role, the surest first.
 */
export function guessRoles(columns: readonly SampledColumn[]): Map<Role, SampledColumn> {
  const guesses = columns.flatMap((column) =>
    [...words.keys()].map((role) => ({ role, column, score: scoreOf(role, column) })).filter(({ score }) => score > 0),
  );
  const roles = new Map<Role, SampledColumn>();
  const taken = new Set<SampledColumn>();
  for (const { role, column } of guesses.toSorted((a, b) => b.score - a.score)) {
    if (roles.has(role) || taken.has(column)) continue;
    roles.set(role, column);
    taken.add(column);
  }
  return roles;
}

function scoreOf(role: Role, { header, shape }: SampledColumn): number {
  if (!mayHold(role, shape)) return 0;
  const byValues = valuesSay(role, shape) ? VALUES_ALONE : 0;
  const said = bare(header);
  const list = words.get(role) ?? [];
  const place = list.indexOf(said);
  if (place >= 0) return EXACT + byValues - place / list.length;
  const innermost = list.indexOf(bare(header.split(".").at(-1) ?? "")); // customer.email
  if (innermost >= 0) return INNERMOST + byValues - innermost / list.length;
  const within = list.findIndex((word) => (isHan(word) ? word.length >= 2 : word.length >= 4) && said.includes(word));
  return within < 0 ? byValues : PART + byValues + (list[within]?.length ?? 0) / said.length - within / 1000;
}

const bare = (header: string) => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const isHan = (word: string) => /\p{Script=Han}/u.test(word);

function mayHold(role: Role, { kind }: ValueShape): boolean {
  if (kind === "nothing") return true;
  if (role === "email") return kind === "email";
  if (role === "time") return kind === "moment";
  if (role === "clock") return kind === "clock";
  if (role === "currency") return kind === "code";
  if (role === "phone") return kind === "phone" || kind === "number" || kind === "text";
  if (numeric.includes(role)) return kind === "number";
  return (
    kind !== "clock" && (kind !== "moment" || role.endsWith("_id")) && (kind !== "email" || role === "customer_id")
  );
}

/** Whether values look so without any word for it. */
const valuesSay = (role: Role, { kind }: ValueShape) =>
  (role === "email" && kind === "email") ||
  (role === "time" && kind === "moment") ||
  (role === "currency" && kind === "code");
