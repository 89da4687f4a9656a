import type { NumberFormat } from "./chart.js";
import type { Language } from "./insight.js";

/*
 * How numbers and days are written for people. The thousands words, months and spaces are ours rather than
 * Intl's, because those differ between the ICU versions of Node 20, 22 and 24 ("Sep" or "Sept", "m" or "M").
 * A number that is missing or not finite is written as a dash, never as "NaN".
 */

export interface FormatOptions {
  /** "€41.2k" in English, "€4.1万" in Chinese. */
  readonly compact?: boolean;
  /** With a plus in front of what is above zero: for changes. */
  readonly signed?: boolean;
}

const MISSING = "–";
const LOCALE: Readonly<Record<Language, string>> = { en: "en-US", zh: "zh-CN" };
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/**
 * Largest first: English counts in thousands, Chinese in ten thousands. A step is taken from where the one below
 * would already show it: 999,950 is "1M", not "1,000k".
 */
const STEPS: Readonly<
  Record<Language, readonly { readonly from: number; readonly unit: number; readonly word: string }[]>
> = {
  en: [
    { from: 999_950_000, unit: 1e9, word: "bn" },
    { from: 999_950, unit: 1e6, word: "M" },
    { from: 999.995, unit: 1e3, word: "k" },
  ],
  zh: [
    { from: 99_995_000, unit: 1e8, word: "亿" },
    { from: 9999.5, unit: 1e4, word: "万" },
  ],
};

/**
 * An amount of money: `formatMoney(4630, "EUR", "en")` is "€46.30", the yen has no decimals.
 * @param minorUnits whole minor units; its sign is kept
 * @param currency ISO 4217; null (the data named none) or malformed gives a plain number with two decimals
 */
export function formatMoney(
  minorUnits: number,
  currency: string | null,
  language: Language,
  options: FormatOptions = {},
): string {
  if (!Number.isFinite(minorUnits)) return MISSING;
  const style = moneyStyle(currency);
  const amount = minorUnits / 10 ** fractionDigits(style, language);
  return options.compact ? compact(amount, style, language, options) : write(amount, style, language, options);
}

/** A number of things: "4,338"; an average keeps one decimal below a hundred: "2.4". */
export function formatCount(count: number, language: Language, options: FormatOptions = {}): string {
  if (!Number.isFinite(count)) return MISSING;
  const digits = Number.isInteger(count) || Math.abs(count) >= 100 ? 0 : 1;
  const style = { maximumFractionDigits: digits };
  return options.compact ? compact(count, style, language, options) : write(count, style, language, options);
}

/**
 * A share in percent: 0.31 is "31 %" in English, "31%" in Chinese. One decimal below ten percent and just
 * under a hundred; what would round to nothing is "< 0.1 %".
 */
export function formatShare(share: number, language: Language, options: FormatOptions = {}): string {
  if (!Number.isFinite(share)) return MISSING;
  const space = language === "en" ? " " : "";
  const size = Math.abs(share * 100);
  if (size > 0 && size < 0.05) return `${share < 0 ? "> −" : "< "}0.1${space}%`;
  return `${write(share * 100, { maximumFractionDigits: percentDigits(size) }, language, options)}${space}%`;
}

/** The difference of two shares: −0.012 is "−1.2 points" in English, "−1.2 个百分点" in Chinese. */
export function formatPoints(difference: number, language: Language): string {
  if (!Number.isFinite(difference)) return MISSING;
  const points = write(difference * 100, { maximumFractionDigits: 1 }, language, { signed: true });
  if (language === "zh") return `${points} 个百分点`;
  return `${points} ${/^[+−]?1$/.test(points) ? "point" : "points"}`;
}

/** A day "2026-09-03" as "3 Sep" or "9月3日"; anything else is given back as it came. */
export function formatDay(day: string, language: Language): string {
  const parts = dayParts(day);
  if (!parts) return day;
  return language === "zh" ? `${parts.month}月${parts.day}日` : `${parts.day} ${MONTHS[parts.month - 1]}`;
}

/** A month "2026-09" (or a day in it) as "Sep 2026" or "2026年9月"; anything else is given back as it came. */
export function formatMonth(month: string, language: Language): string {
  const parts = dayParts(/^\d{4}-\d\d$/.test(month) ? `${month}-01` : month);
  if (!parts) return month;
  return language === "zh" ? `${parts.year}年${parts.month}月` : `${MONTHS[parts.month - 1]} ${parts.year}`;
}

/** From one day to another, both included: "27 Jul – 27 Sep 2026", "2026年7月27日至9月27日". */
export function formatRange(from: string, to: string, language: Language): string {
  const [first, last] = [dayParts(from), dayParts(to)];
  if (!first || !last) return from === to ? from : `${from} – ${to}`;
  const [start, end] = [formatDay(from, language), formatDay(to, language)];
  if (language === "zh") {
    if (from === to) return `${first.year}年${start}`;
    return `${first.year}年${start}至${first.year === last.year ? "" : `${last.year}年`}${end}`;
  }
  if (from === to) return `${end} ${last.year}`;
  return `${start}${first.year === last.year ? "" : ` ${first.year}`} – ${end} ${last.year}`;
}

/**
 * A moment on the shop's clock: "27 Sep 2026, 14:03", "2026年9月27日 14:03".
 * @param instant ISO 8601; what is no moment, or a zone nobody knows, gives it back as it came
 */
export function formatInstant(instant: string, timeZone: string, language: Language): string {
  const clock = wallClock(instant, timeZone);
  if (!clock) return instant;
  const time = clock.slice(11, 16);
  const day = clock.slice(0, 10);
  return language === "zh"
    ? `${formatRange(day, day, language)} ${time}`
    : `${formatRange(day, day, language)}, ${time}`;
}

/** How long something took: "0.2 s", "48 s", "5 min 12 s", "2 h 5 min"; in Chinese "5 分 12 秒". */
export function formatDuration(seconds: number, language: Language): string {
  if (!Number.isFinite(seconds) || seconds < 0) return MISSING;
  const words = language === "zh" ? { s: "秒", min: "分", h: "小时" } : { s: "s", min: "min", h: "h" };
  if (seconds < 9.95) return `${seconds.toFixed(1)} ${words.s}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${words.s}`;
  if (whole < 3600) return `${Math.floor(whole / 60)} ${words.min} ${whole % 60} ${words.s}`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} ${words.h} ${minutes % 60} ${words.min}`;
}

/** A number as its chart says it is to be written. */
export function formatNumber(
  value: number,
  format: NumberFormat,
  language: Language,
  options: FormatOptions = {},
): string {
  switch (format.kind) {
    case "count":
      return formatCount(value, language, options);
    case "share":
      return formatShare(value, language, options);
    case "decimal":
      return formatDecimal(value, format.digits, options);
    case "money":
      return formatMoney(value, format.currency, language, options);
    default:
      return format satisfies never;
  }
}

function formatDecimal(value: number, digits: number, { signed }: FormatOptions): string {
  if (!Number.isFinite(value)) return MISSING;
  const size = Math.abs(value).toFixed(digits);
  if (Number(size) === 0) return size;
  return `${value < 0 ? "−" : signed ? "+" : ""}${size}`;
}

function moneyStyle(currency: string | null): Intl.NumberFormatOptions {
  if (currency === null || !/^[A-Za-z]{3}$/.test(currency)) {
    return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  }
  return { style: "currency", currency };
}

function fractionDigits(style: Intl.NumberFormatOptions, language: Language): number {
  return new Intl.NumberFormat(LOCALE[language], style).resolvedOptions().maximumFractionDigits ?? 2;
}

function percentDigits(size: number): number {
  const justUnderAll = size > 99 && size < 100;
  return size < 9.95 || justUnderAll ? 1 : 0;
}

function compact(amount: number, style: Intl.NumberFormatOptions, language: Language, options: FormatOptions): string {
  const step = STEPS[language].find(({ from }) => Math.abs(amount) >= from);
  if (step) {
    const stepped = amount / step.unit;
    // "2.9万–3万" would hide what "€28.5k–€30.2k" says
    const coarse = language === "zh" && Math.abs(stepped) < 9.995;
    return write(
      stepped,
      { ...style, ...AT_MOST_ONE, ...(coarse && { maximumFractionDigits: 2 }) },
      language,
      options,
      step.word,
    );
  }
  const whole = Number.isInteger(amount) || Math.abs(amount) >= 1000;
  return write(amount, whole ? { ...style, ...NONE } : style, language, options);
}

const AT_MOST_ONE = { minimumFractionDigits: 0, maximumFractionDigits: 1 };
const NONE = { minimumFractionDigits: 0, maximumFractionDigits: 0 };

function write(
  amount: number,
  style: Intl.NumberFormatOptions,
  language: Language,
  { signed = false }: FormatOptions,
  word = "",
): string {
  const format = new Intl.NumberFormat(LOCALE[language], { ...style, signDisplay: signed ? "exceptZero" : "negative" });
  const parts = format.formatToParts(amount).map(({ type, value }) => (type === "minusSign" ? "−" : value));
  return `${parts.join("")}${word}`;
}

/** "2026-09-27 14:03": the Swedish locale writes ISO 8601. */
function wallClock(instant: string, timeZone: string): string | undefined {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return undefined;
  try {
    return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone }).format(time);
  } catch {
    return undefined;
  }
}

interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayParts(day: string): DayParts | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  const time = match ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) return undefined;
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
