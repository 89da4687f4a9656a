import type { SharedReason } from "#identity/join-customers.js";
import { type RuleName, ruleNames, rules } from "#identity/rules.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import { reportSql } from "./report-sql.js";
import type { Shop } from "./shop.js";
import { decisionsOf, readConfig } from "./shop-config.js";

/** Who is who in a shop, in numbers. */
export interface IdentityReport {
  /** Customer ids that are not the only one of their customer, and how many customers those are. */
  readonly joined: { readonly ids: number; readonly customers: number };
  /** Every rule, most trusted first: how many customer ids, anonymous ids and orders it gave to a customer. */
  readonly rules: readonly RuleReport[];
  /** Customer ids that stand for nobody, such as "guest". */
  readonly nobody: number;
  /** Identities that join nobody or not everyone they were seen with, because they are shared. */
  readonly shared: number;
  /** What the owner took back, besides rules. */
  readonly undone: { readonly joins: number; readonly identities: number };
}

export interface RuleReport {
  readonly rule: RuleName;
  readonly title: Readonly<Record<"en" | "zh", string>>;
  readonly customers: number;
  readonly visitors: number;
  readonly orders: number;
  readonly on: boolean;
}

export async function identityReport({ warehouse, folder }: Shop): Promise<IdentityReport> {
  const counted = await warehouse.query(reportSql.joins);
  const [rule, given] = [texts(counted, "rule"), texts(counted, "given")];
  const made = new Map(
    Array.from(numbers(counted, "joins"), (joins, row) => [`${textAt(rule, row)} ${textAt(given, row)}`, joins]),
  );
  const joined = await warehouse.query(reportSql.joined);
  const at = (name: string) => numbers(joined, name)[0] ?? 0;
  const { off, apart, blocked } = decisionsOf(readConfig(folder));
  return {
    joined: { ids: at("ids"), customers: at("customers") },
    rules: ruleNames.map((name) => ({
      rule: name,
      title: rules[name].title,
      customers: made.get(`${name} customers`) ?? 0,
      visitors: made.get(`${name} visitors`) ?? 0,
      orders: made.get(`${name} orders`) ?? 0,
      on: !off.includes(name),
    })),
    nobody: at("nobody"),
    shared: at("shared"),
    undone: { joins: apart.length, identities: blocked.length },
  };
}

/** One join of two customer ids, with its evidence. */
export interface JoinEvidence {
  /** What `shoplens identity --undo` takes; the same for the same two ids, whatever joined them. */
  readonly join: string;
  readonly customerId: string;
  readonly with: string;
  /** What all those joined are called. */
  readonly joinedAs: string;
  readonly rule: RuleName;
  /** A pseudonym, or the account. */
  readonly value: string;
  /** ISO 8601 UTC; since when both were seen with it; null: no source says. */
  readonly seenAt: string | null;
  /** The file that brought it. */
  readonly file: string | null;
}

export interface SharedIdentity {
  readonly kind: string;
  readonly value: string;
  readonly reason: SharedReason;
  readonly customers: number;
  /** Null where names say nothing, as of a device. */
  readonly names: number | null;
}

/** @param customer what those joined are called; "": everyone */
export async function joinsOf({ warehouse }: Shop, customer: string, most: number): Promise<JoinEvidence[]> {
  const table = await warehouse.query(reportSql.joinList, { customer, most });
  return rowsOf(table, (text) => ({
    join: text("join_id") ?? "",
    customerId: text("customer_id") ?? "",
    with: text("other_id") ?? "",
    joinedAs: text("joined_id") ?? "",
    rule: text("rule") as RuleName,
    value: text("value") ?? "",
    seenAt: text("seen_at")?.replace(" ", "T").concat("Z") ?? null,
    file: text("file"),
  }));
}

export async function sharedIn({ warehouse }: Shop, most: number): Promise<SharedIdentity[]> {
  const table = await warehouse.query(reportSql.sharedList, { most });
  return rowsOf(table, (text, number) => ({
    kind: text("kind") ?? "",
    value: text("value") ?? "",
    reason: text("reason") as SharedReason,
    customers: number("customers") ?? 0,
    names: number("names"),
  }));
}

type Texts = (name: string) => string | null;
type Numbers = (name: string) => number | null;

function rowsOf<T>(table: Table, made: (text: Texts, number: Numbers) => T): T[] {
  return Array.from({ length: table.rows }, (_, row) =>
    made(
      (name) => textAt(texts(table, name), row),
      (name) => {
        const value = numbers(table, name)[row] ?? Number.NaN;
        return Number.isNaN(value) ? null : value;
      },
    ),
  );
}
