import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatCount, formatMoney, formatPoints, formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { Leaderboard, Page, Section, Tile } from "#charts/page-model.js";
import type { Evaluation } from "#measure/score.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import { cleaningReport } from "./cleaning-report.js";
import { codeVersion } from "./code-version.js";
import { describeSales } from "./describe.js";
import type { Digest } from "./digest.js";
import { exposureTables } from "./exposure-tables.js";
import { identityReport } from "./identity-report.js";
import { putInPlace } from "./put-in-place.js";
import { reportSql } from "./report-sql.js";
import { dataSha256, type TaskResult } from "./run.js";
import { cleaningSection, nothingDoubtful } from "./say-cleaning.js";
import { digestSection } from "./say-digest.js";
import { identityNotes } from "./say-identity.js";
import { paths, type Shop } from "./shop.js";

export interface ReportOptions {
  readonly language: Language;
  readonly seed: number;
  readonly seconds: number;
  /** What changed since an earlier run; null: there was none. */
  readonly digest: Digest | null;
}

const SPARK_WEEKS = 20;
const COMPARED_WEEKS = 8;

/** Writes the page of one run and answers its path. */
export async function writeReport(shop: Shop, results: readonly TaskResult[], options: ReportOptions): Promise<string> {
  const folder = paths(shop.folder).reports;
  mkdirSync(folder, { recursive: true });
  const { renderPage } = await import("#charts/page.js"); // ECharts takes half a second to load; most commands draw nothing
  const page = renderPage(await pageOf(shop, results, options));
  for (;;) {
    const path = join(folder, `${nextNumber(folder)}-${options.language}.html`);
    const part = join(shop.temporary, "report.part");
    writeFileSync(part, page);
    if (putInPlace(part, path)) return path; // else another run has just written that number
  }
}

function nextNumber(folder: string): string {
  const numbersTaken = readdirSync(folder).map((name) => Number(/^(\d+)-\w+\.html$/.exec(name)?.[1] ?? 0));
  return String(Math.max(0, ...numbersTaken) + 1).padStart(4, "0");
}

async function pageOf(shop: Shop, results: readonly TaskResult[], options: ReportOptions): Promise<Page> {
  const { language } = options;
  const description = await describeSales(shop);
  const period = await shop.warehouse.query(reportSql.period);
  const from = textAt(texts(period, "first_day"), 0);
  const to = textAt(texts(period, "last_day"), 0);
  const answered = results.filter((result): result is TaskResult & { kind: "answered" } => result.kind === "answered");
  const rowsRead =
    numbers(await shop.warehouse.query("select coalesce(sum(source_rows), 0) as n from loads"), "n")[0] ?? 0;
  const anonymous =
    numbers(await shop.warehouse.query("select count(*) as n from sales where customer_id is null"), "n")[0] ?? 0;
  const cleaning = await cleaningReport(shop);
  const doubtful = cleaningSection(cleaning, description.currency, language);
  const customers = formatCount(description.sales.customers, language);
  return {
    language,
    shop: shop.config.name,
    period: from && to ? { from, to } : null,
    currency: description.currency,
    timeZone: shop.config.timeZone,
    facts:
      description.sales.customers > 0 ? [language === "zh" ? `${customers} 位顾客` : `${customers} customers`] : [],
    tiles: await tilesOf(shop, description.currency, language),
    insights: answered.flatMap(({ insights }) => insights.slice(0, 1)),
    sections: [
      ...(options.digest ? [digestSection(options.digest, description.currency, language)] : []),
      ...answered.map((result) => sectionOf(result, language)),
      ...(doubtful ? [doubtful] : []),
    ],
    missing: results.flatMap((result) =>
      result.kind === "missing" ? [{ question: result.task.question[language], reason: result.reason }] : [],
    ),
    quality: {
      rowsRead,
      rowsLoaded:
        rowsRead - numbers(await shop.warehouse.query("select coalesce(sum(refused), 0) as n from loads"), "n")[0]!,
      rowsRefused: description.refused.rows,
      reasons: description.refused.reasons.slice(0, 8),
      rowsWithoutCustomer: anonymous,
      adjustments: description.adjustments.lines,
      unconverted: description.unconverted.map(({ currency, lines, cents }) => ({
        currency,
        rows: lines,
        minorUnits: cents,
      })),
      notes: [...identityNotes(await identityReport(shop), language), nothingDoubtful(cleaning, language) ?? []].flat(),
    },
    made: {
      at: new Date().toISOString(),
      seed: options.seed,
      version: codeVersion,
      dataHash: await dataSha256(shop),
      seconds: options.seconds,
      privacy: shop.config.keyFingerprint ? [pseudonymised[language]] : [],
    },
  };
}

function sectionOf(
  { task, card, insights, charts, lists, tables, quotes }: TaskResult & { kind: "answered" },
  language: Language,
): Section {
  const [first, ...others] = insights;
  return {
    id: task.name,
    question: task.question[language],
    answer: first?.text ?? "",
    insights: others,
    charts,
    lists,
    tables: [...tables, ...exposureTables(card.evaluation, language)],
    quotes,
    leaderboard: leaderboardOf(card.evaluation, task.candidates[0], language),
  };
}

function leaderboardOf(evaluation: Evaluation, baseline: string | undefined, language: Language): Leaderboard {
  return {
    protocol: evaluation.protocol[language],
    better: evaluation.better,
    rows: evaluation.candidates.map(({ name, seconds, validation, scores }) => ({
      name,
      seconds,
      validation,
      test: scores,
      chosen: name === evaluation.chosen,
      isBaseline: name === baseline,
    })),
    leftOut: evaluation.leftOut,
  };
}

/** Sales, orders, returning customers and average basket: the last weeks against as many before. */
async function tilesOf(shop: Shop, currency: string | null, language: Language): Promise<Tile[]> {
  const weeks = await shop.warehouse.query(reportSql.weeks);
  if (weeks.rows === 0) return [];
  const weekly = (name: string) => Array.from(numbers(weeks, name));
  const periods = await shop.warehouse.query(reportSql.periods, { days: COMPARED_WEEKS * 7 });
  const words = tileWords[language];
  const now = (name: string) => at(periods, name, 1);
  const before = (name: string) => at(periods, name, 0);
  const change = (name: string) => changeOf(now(name), before(name), words.before, language);
  const spark = (name: string) => ({ spark: weekly(name).slice(-SPARK_WEEKS) });
  const basket = (row: (name: string) => number) => row("cents") / row("orders");
  const back = (row: (name: string) => number) => row("returning") / row("customers");
  return [
    {
      name: words.sales,
      value: formatMoney(now("cents"), currency, language, { compact: true }),
      ...change("cents"),
      ...spark("cents"),
    },
    { name: words.orders, value: formatCount(now("orders"), language), ...change("orders"), ...spark("orders") },
    {
      name: words.returning,
      value: formatShare(back(now), language),
      ...pointsOf(back(now) - back(before), words.before, language),
      ...spark("returning_share"),
    },
    {
      name: words.basket,
      value: formatMoney(Math.round(basket(now)), currency, language),
      ...changeOf(basket(now), basket(before), words.before, language),
      ...spark("basket"),
    },
  ];
}

const pseudonymised = {
  en: "E-mail addresses and phone numbers were turned into keyed pseudonyms at the door; the originals are not kept.",
  zh: "电子邮箱和电话在入库时即转为带密钥的假名，不保留原文。",
} as const;

const tileWords = {
  en: {
    sales: "Sales, last 8 weeks",
    orders: "Orders",
    returning: "Customers who came back",
    basket: "Average basket",
    before: "on the 8 weeks before",
  },
  zh: { sales: "近 8 周销售额", orders: "订单数", returning: "回头客占比", basket: "平均客单价", before: "较前 8 周" },
} as const;

function changeOf(now: number, before: number, words: string, language: Language): Pick<Tile, "change"> {
  const ratio = now / before - 1;
  if (!Number.isFinite(ratio)) return {};
  const share = formatShare(ratio, language, { signed: true });
  const text = language === "zh" ? `${words} ${share}` : `${share} ${words}`;
  return { change: { text, tone: ratio < 0 ? "warning" : "good" } };
}

/** A share that changed is said in points: "73 % after 75 %" is not "−2.6 %". */
function pointsOf(difference: number, words: string, language: Language): Pick<Tile, "change"> {
  if (!Number.isFinite(difference)) return {};
  const points = formatPoints(difference, language);
  const text = language === "zh" ? `${words} ${points}` : `${points} ${words}`;
  return { change: { text, tone: difference < 0 ? "warning" : "good" } };
}

const at = (table: Table, name: string, row: number) => numbers(table, name)[row] ?? Number.NaN;
