import type { DateOrder } from "./date-orders.js";

/** What nearly all of a column's values look like. */
export type ValueShape =
  | {
      readonly kind: "moment" /** "iso": no order need be said. */;
      readonly dates: DateOrder | "iso" /** It could be another as well. */;
      readonly ambiguous: boolean;
    }
  | {
      readonly kind: "number";
      readonly decimal: "," | "." | "either" /** ISO 4217, where a sign says it. */;
      readonly currency: string | null;
    }
  | { readonly kind: "email" | "phone" | "clock" | "code" | "text" | "nothing" };

const MOST = 0.9; // of the values; the rest may be damaged

/** @param values a sample of what is written, without those that are empty */
export function valueShape(values: readonly string[]): ValueShape {
  if (values.length === 0) return { kind: "nothing" };
  const mostly = (pattern: RegExp) => values.filter((value) => pattern.test(value)).length >= MOST * values.length;
  if (mostly(/^[^\s@]+@[^\s@]+$/)) return { kind: "email" };
  if (mostly(/^\d{1,2}:\d\d(:\d\d)?$/)) return { kind: "clock" };
  const dates = dateOrderOf(values, mostly);
  if (dates) return { kind: "moment", ...dates };
  if (mostly(/^(\+\d[\d ()/.-]{6,}\d|1[3-9]\d{9}|0\d[\d ()/.-]{6,}\d)$/)) return { kind: "phone" };
  if (mostly(NUMBER)) return { kind: "number", decimal: decimalOf(values), currency: currencyOf(values) };
  if (mostly(/^[A-Z]{3}$/)) return { kind: "code" };
  return { kind: "text" };
}

const NUMBER =
  /^(?:[€$£¥￥₩₹]|[A-Z]{3} )?\s?[(]?[-+−]?(?:\d+|\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+)(?:[.,]\d+)?[-−]?[)]?\s?(?:[€$£¥￥₩₹元]| [A-Z]{3})?$/;
const TIME =
  "(?:[T, ]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AaPp][.]?[Mm][.]?)?(?: ?(?:Z|UTC|[+-]\\d\\d(?::?\\d\\d)?))?)?$";
const YEAR_FIRST = new RegExp(`^\\d{4}[-./年]\\d{1,2}[-./月]\\d{1,2}日?${TIME}`);
const ISO = new RegExp(`^\\d{4}-\\d\\d-\\d\\d${TIME}`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})[-./ ](\\d{1,2})[-./ ](?:\\d{4}|\\d{2})${TIME}`);
const NAMED_MONTH = new RegExp(`^(?:([A-Za-z]{3,9})[ -]\\d{1,2}|\\d{1,2}[ -]([A-Za-z]{3,9})),?[ -]\\d{4}${TIME}`);

type Dates = Omit<ValueShape & { kind: "moment" }, "kind">;

function dateOrderOf(values: readonly string[], mostly: (pattern: RegExp) => boolean): Dates | undefined {
  if (mostly(ISO)) return { dates: "iso", ambiguous: false };
  if (mostly(YEAR_FIRST)) return { dates: "year-month-day", ambiguous: false };
  if (mostly(NAMED_MONTH)) {
    const monthFirst = values.filter((value) => /^[A-Za-z]/.test(value)).length > values.length / 2;
    return { dates: monthFirst ? "month-day-year" : "day-month-year", ambiguous: false };
  }
  if (mostly(YEAR_LAST)) return yearLast(values);
  if (mostly(/^(19[7-9]|2\d\d)\d(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{6})?$/))
    return { dates: "year-month-day", ambiguous: false };
  if (mostly(/^1[0-9]{9}$/)) return { dates: "unix-seconds", ambiguous: true };
  if (mostly(/^1[0-9]{12}$/)) return { dates: "unix-milliseconds", ambiguous: false };
  return undefined;
}

/** A part above 12 is the day; where there is none, dots stand in dates that begin with the day. */
function yearLast(values: readonly string[]): Dates {
  const parts = values.flatMap((value) => {
    const [, first, second] = YEAR_LAST.exec(value) ?? [];
    return first && second ? [[Number(first), Number(second)] as const] : [];
  });
  const dayFirst = parts.filter(([first]) => first > 12).length;
  const monthFirst = parts.filter(([, second]) => second > 12).length;
  const dotted = values.some((value) => value.includes("."));
  const decided = dayFirst !== monthFirst;
  return {
    dates: (decided ? dayFirst > monthFirst : dotted) ? "day-month-year" : "month-day-year",
    ambiguous: !decided && !dotted,
  };
}

function decimalOf(values: readonly string[]): "," | "." | "either" {
  const ends = (mark: string) =>
    values.filter((value) =>
      new RegExp(`\\d[${mark}]\\d{1,2}(?!\\d)|[${mark === "," ? "." : ","}]\\d{3}[${mark}]\\d`).test(value),
    ).length;
  const [commas, points] = [ends(","), ends(".")];
  if (commas === points) return "either";
  return commas > points ? "," : ".";
}

const SIGNS: readonly [sign: RegExp, currency: string][] = [
  [/€|\bEUR\b/, "EUR"],
  [/£|\bGBP\b/, "GBP"],
  [/元|\bCNY\b|\bRMB\b/, "CNY"],
  [/₩|\bKRW\b/, "KRW"],
  [/₹|\bINR\b/, "INR"],
  [/\bUSD\b/, "USD"],
  [/\bCHF\b/, "CHF"],
];

function currencyOf(values: readonly string[]): string | null {
  return SIGNS.find(([sign]) => values.filter((value) => sign.test(value)).length > values.length / 2)?.[1] ?? null;
}
