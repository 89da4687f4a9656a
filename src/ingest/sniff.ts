import { headerFields } from "./header-fields.js";

/** What a file is, judged by its first bytes and never by its name. */
export type FileKind =
  | { readonly kind: "delimited"; readonly delimiter: number }
  | { readonly kind: "json" }
  | { readonly kind: "parquet" }
  /** `reason` continues the sentence "FILE …". */
  | { readonly kind: "refused"; readonly reason: string };

export const DELIMITERS = [",", "\t", ";", "|"] as const;
const CURLY = 0x7b;
const SQUARE = 0x5b;

/** @param first the first bytes of the file, decompressed, without a byte order mark */
export function sniff(first: Buffer): FileKind {
  if (first.length === 0) return { kind: "refused", reason: "is empty" };
  if (first.subarray(0, 4).equals(Buffer.from("PAR1"))) return { kind: "parquet" };
  if (first.subarray(0, 2).equals(Buffer.from("PK"))) {
    return { kind: "refused", reason: "is a zip archive or an Excel workbook; expected CSV, JSON lines or Parquet" };
  }
  if (isBinary(first)) return { kind: "refused", reason: "is a binary file; expected CSV, JSON lines or Parquet" };
  const start = first.findIndex((byte) => byte > 32);
  if (start < 0) return { kind: "refused", reason: "holds nothing but white space" };
  if (first[start] === CURLY) return { kind: "json" };
  if (first[start] === SQUARE) {
    return { kind: "refused", reason: "is one JSON array; expected JSON lines, one object a line" };
  }
  const delimiter = mostFrequent(firstLine(first));
  if (delimiter === undefined) {
    return { kind: "refused", reason: "has no columns in its first line; expected column names separated by commas" };
  }
  return { kind: "delimited", delimiter };
}

/** Text may hold a stray NUL, which costs its row; not in its first line, and not many. */
function isBinary(first: Buffer): boolean {
  const nul = first.indexOf(0);
  if (nul < 0) return false;
  const newline = first.indexOf(10);
  return newline < 0 || nul < newline || first.filter((byte) => byte === 0).length > first.length / 200;
}

/** The names in the first line, and how many bytes the line takes; undefined when it does not end in `first`. */
export function headerOf(first: Buffer, delimiter: number): { names: string[]; bytes: number } | undefined {
  const end = first.indexOf(10);
  if (end < 0 && first.length >= 1 << 16) return undefined;
  const names = headerFields(firstLine(first), String.fromCharCode(delimiter));
  return { names: names.map(unquoted), bytes: end < 0 ? first.length : end + 1 };
}

function firstLine(first: Buffer): string {
  const end = first.indexOf(10);
  return first.toString("utf8", 0, end < 0 ? first.length : end).replace(/\r$/, "");
}

function mostFrequent(line: string): number | undefined {
  const counts = DELIMITERS.map((delimiter) => headerFields(line, delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? undefined : DELIMITERS[counts.indexOf(most)]?.charCodeAt(0);
}

const unquoted = (name: string) =>
  name
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replaceAll('""', '"')
    .trim();
