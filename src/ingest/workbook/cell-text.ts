import type { CellFormat } from "./cell-formats.js";

/** The day that a workbook counts from: 1900, or 1904 as on old Macs. */
export type DateSystem = 1900 | 1904;

const DAY_MS = 86_400_000;
const EPOCH = 25_569; // serial of 1970-01-01 since 1900
const SINCE_1904 = 1462; // days between the two
const LAST_SERIAL = 2_958_466; // of the year 10000
const EXACT_DIGITS = 15; // of a number, as Excel keeps and shows it

/**
 * A number of a cell as the text that a CSV of the sheet would hold: a date or time as ISO 8601, a number without an
 * exponent and without the digits that binary floating point adds; what is no number stays as it is, to be refused.
 */
export function cellText(written: string, format: CellFormat, system: DateSystem): string {
  switch (format.kind) {
    case "number":
      return numberText(written);
    case "padded":
      return /^\d+$/.test(written) ? written.padStart(format.digits, "0") : numberText(written);
    case "day":
    case "time":
      return dateText(written, format.kind, system);
    case "elapsed":
      return elapsedText(written);
  }
}

function numberText(written: string): string {
  if (written.length <= EXACT_DIGITS || /^-?\d+$/.test(written)) {
    if (/^-?\d+(\.\d+)?$/.test(written)) return written;
  }
  const value = Number(written);
  if (written.trim() === "" || !Number.isFinite(value)) return written;
  return plainDecimal(value.toPrecision(EXACT_DIGITS));
}

/** Without an exponent and without zeros at its end. */
function plainDecimal(written: string): string {
  const [mantissa = "", exponent = "0"] = written.split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const digits = `${"0".repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(point, "0");
  const split = Math.max(point, 1);
  const decimals = digits.slice(split).replace(/0+$/, "");
  return `${mantissa.startsWith("-") ? "-" : ""}${digits.slice(0, split)}${decimals && `.${decimals}`}`;
}

function dateText(written: string, kind: "day" | "time", system: DateSystem): string {
  const serial = Number(written) + (system === 1904 ? SINCE_1904 : 0);
  if (!(serial >= 0 && serial < LAST_SERIAL)) return numberText(written);
  if (Number(written) < 1) return elapsedText(written); // a time of no day
  // 1900 was no leap year, but Excel counts as if it had been
  const milliseconds = Math.round((serial - EPOCH + (serial < 60 ? 1 : 0)) * DAY_MS);
  const text = new Date(milliseconds).toISOString();
  const time = text.slice(11, 23).replace(/\.000$/, "");
  return kind === "day" && time === "00:00:00" ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}

/** Days as hours:minutes:seconds. */
function elapsedText(written: string): string {
  const days = Number(written);
  if (!(days >= 0 && days < LAST_SERIAL)) return numberText(written);
  const milliseconds = Math.round(days * DAY_MS);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = milliseconds % 1000;
  const fraction = rest === 0 ? "" : `.${String(rest).padStart(3, "0")}`;
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}${fraction}`;
}
