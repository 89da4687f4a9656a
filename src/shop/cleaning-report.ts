import { formatCount } from "#charts/format.js";
import type { Action, Bilingual, Language, Rule } from "#clean/rule.js";
import { rules } from "#clean/rules.js";
import { settingsOf } from "#clean/settings.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import { asLoaded } from "./as-loaded.js";
import { reportSql } from "./report-sql.js";
import type { Shop } from "./shop.js";

/** What cleaning found in a shop, and what that changes. */
export interface CleaningReport {
  /** Every rule in the order of the register, those that found nothing too. */
  readonly rules: readonly RuleReport[];
  readonly loaded: Counts;
  /** What the tasks read of it. */
  readonly read: Counts;
}

/** Sales and events; cents are minor units of the shop's currency. */
export type Counts = Readonly<Record<"orders" | "lines" | "cents" | "events", number>>;

/** What one rule found, and what is done about it. */
export interface RuleReport {
  /** `table.what`: its key under `cleaning` in shoplens.json. */
  readonly rule: string;
  readonly table: Rule["table"];
  readonly title: Bilingual;
  /** What is done about its findings, what usually is, and what may be. */
  readonly action: Action;
  readonly usually: Action;
  readonly actions: readonly Action[];
  readonly findings: number;
  /** The rows they speak of: a visitor has many events. */
  readonly rows: number;
  /** Findings for which the tasks read something else than what came. */
  readonly changed: number;
  readonly examples: readonly Example[];
}

export interface Example {
  /** Id of the order, item or review; the visitor, the user agent, the day, the week. */
  readonly row: string;
  readonly column: string;
  /** What came; null: nothing, or it is the row itself that is doubted. */
  readonly was: string | null;
  /** What the tasks read in its place, or would if it were filled; null: nothing could be. */
  readonly instead: Bilingual | null;
  readonly reason: Bilingual;
}

const EXAMPLES = 3;

/** Of what ingest found; the rules are not asked again. */
export async function cleaningReport(shop: Shop): Promise<CleaningReport> {
  const rules = await ruleReports(shop);
  const read = await counts(shop);
  const isChanged = rules.some(({ changed }) => changed > 0);
  return { rules, read, loaded: isChanged ? await asLoaded(shop, () => counts(shop)) : read };
}

async function counts({ warehouse }: Shop): Promise<Counts> {
  const found = await warehouse.query(reportSql.read);
  const at = (name: string) => numbers(found, name)[0] ?? 0;
  return { orders: at("orders"), lines: at("lines"), cents: at("cents"), events: at("events") };
}

async function ruleReports({ warehouse, config }: Shop): Promise<RuleReport[]> {
  const settings = settingsOf(config.cleaning);
  const found = await warehouse.query(reportSql.findings);
  const shown = await warehouse.query(reportSql.examples, { examples: EXAMPLES });
  return Object.values(rules).map((rule) => {
    const action = settings[rule.name] ?? rule.usually;
    const total = (name: string) => rowsOf(found, rule).reduce((sum, row) => sum + (numbers(found, name)[row] ?? 0), 0);
    const changes = { drop: "findings", fill: "fillable", cap: "cappable", flag: null, off: null }[action];
    return {
      rule: rule.name,
      table: rule.table,
      title: rule.title,
      action,
      usually: rule.usually,
      actions: rule.actions,
      findings: total("findings"),
      rows: total("found"),
      changed: changes === null ? 0 : total(changes),
      examples: rowsOf(shown, rule).map((row) => exampleOf(shown, row, { rule, action })),
    };
  });
}

/** Places of the rows that speak of a rule. */
function rowsOf(table: Table, { name }: Rule): number[] {
  const words = texts(table, "rule");
  return Array.from({ length: table.rows }, (_, row) => row).filter((row) => textAt(words, row) === name);
}

function exampleOf(table: Table, row: number, { rule, action }: { rule: Rule; action: Action }): Example {
  const text = (name: string) => textAt(texts(table, name), row);
  const evidence = numbers(table, "evidence")[row] ?? Number.NaN;
  const reason = rule.reasons[text("reason") ?? ""] ?? { en: "", zh: "" };
  const said = (language: Language) =>
    reason[language]
      .replace("{n}", () => formatCount(evidence, language))
      .replace("{other}", () => text("other") ?? "");
  const value = (action === "cap" ? text("cap_value") : null) ?? text("fill_value");
  const put = (language: Language) => rule.filledAs?.[language](value ?? "") ?? shortest(value ?? "");
  return {
    row: text("row_id") ?? "",
    column: text("column_name") ?? rule.column,
    was: shortestOrNull(text("old_value")),
    instead: value === null ? null : { en: put("en"), zh: put("zh") },
    reason: { en: said("en"), zh: said("zh") },
  };
}

/** A price "25.9000" is "25.90", stars "6.0" are "6". */
const shortest = (text: string) => text.replace(/^(-?\d+\.\d\d)(\d?[1-9])?0*$/, "$1$2").replace(/^(-?\d+)\.0$/, "$1");
const shortestOrNull = (text: string | null) => (text === null ? null : shortest(text));
