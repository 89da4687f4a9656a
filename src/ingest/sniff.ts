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
const ANGLE = 0x3c;

/** How files begin that hold tables in a form that is not read, with what to do. */
const signatures: ReadonlyMap<string, string> = new Map([
  ["PK\x03\x04", "is a zip archive or a workbook within a compressed file: unpack it once and load what comes out"],
  [
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "is an old Excel workbook (.xls) or one locked with a password: open it in Excel and save it as .xlsx without a password",
  ],
  ["Rar!", "is a RAR archive: unpack it and load what comes out, or pack it as zip"],
  ["7z\xbc\xaf", "is a 7z archive: unpack it and load what comes out, or pack it as zip"],
]);

/** @param first the first bytes of the file, decompressed, without a byte order mark */
export function sniff(first: Buffer): FileKind {
  if (first.length === 0) return { kind: "refused", reason: "is empty" };
  if (first.subarray(0, 4).equals(Buffer.from("PAR1"))) return { kind: "parquet" };
  const packed = [...signatures].find(([signature]) => first.toString("latin1", 0, 8).startsWith(signature));
  if (packed) return { kind: "refused", reason: packed[1] };
  if (isBinary(first)) {
    return {
      kind: "refused",
      reason: "is a binary file; expected CSV, JSON lines, Parquet, Excel (.xlsx) or a zip of these",
    };
  }
  const start = first.findIndex((byte) => byte > 32);
  if (start < 0) return { kind: "refused", reason: "holds nothing but white space" };
  if (first[start] === ANGLE) {
    return { kind: "refused", reason: "is HTML or XML, not a table: open it in Excel and save it as .xlsx" };
  }
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
