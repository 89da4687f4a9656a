import { isUtf8 } from "node:buffer";
import { CleanRecords, LONGEST_RECORD } from "./clean-records.js";
import type { Dialect } from "./dialect.js";

/**
 * Splits the bytes of a delimited text file into records before DuckDB's reader sees them, so that every record keeps
 * the number of the line it starts on and one broken line costs only itself. What comes out is a clean file: each
 * record well-formed, with its line number as a first field.
 *
 * A quoted field may span lines. An unterminated quote would swallow every line up to the next quote; so a record that
 * spans lines is believed only if its quotes close properly and it has as many fields as the header. If not, its first
 * line alone is refused and reading goes on with the next line.
 */
export interface RecordSplitter {
  /** Takes more of the file; answers the clean records that are complete by now, good until the next call. */
  push(bytes: Buffer): Buffer;
  /** Takes the end of the file. */
  end(): Buffer;
  /** Records passed on so far. */
  readonly records: number;
  /** Where in what was answered last a multiple of ROW_GROUP records ends. */
  readonly groupEnds: readonly number[];
  /** [fields] 1 where a field may somewhere start or end with a space. */
  readonly padded: Uint8Array;
}

export interface Malformed {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

const SHOWN_BYTES = 512; // of a malformed line; many may be kept
const NUL = 0;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;

/** Where a record ends and how many fields it has; or why it is none. */
type Scan =
  | { readonly kind: "record"; readonly end: number; readonly fields: number; readonly lines: number }
  | { readonly kind: "broken" }
  | { readonly kind: "unfinished" };

export function recordSplitter(dialect: Dialect, refuse: (malformed: Malformed) => void): RecordSplitter {
  const clean = new CleanRecords(dialect);
  let carry: Buffer = Buffer.alloc(0);
  let line = dialect.firstLine;
  let skipping = false; // the rest of a line that was refused before its end was seen

  function split(bytes: Buffer, final: boolean): Buffer {
    clean.clear();
    const plain = plainUntil(bytes, dialect);
    let at = skipping ? skippedTo(bytes) : 0;
    while (at < bytes.length) {
      at = takePlain(bytes, at, plain);
      if (at === bytes.length) break;
      const next = takeWithCare(bytes, at, final);
      if (next < 0) break;
      at = next;
    }
    carry = bytes.subarray(at);
    return clean.bytes();
  }

  function takePlain(bytes: Buffer, at: number, end: number): number {
    const before = clean.records;
    const next = clean.addPlain(bytes, at, end, line);
    line += clean.records - before;
    return next;
  }

  function skippedTo(bytes: Buffer): number {
    const end = bytes.indexOf(NEWLINE);
    if (end < 0) return bytes.length;
    skipping = false;
    line += 1;
    return end + 1;
  }

  function takeWithCare(bytes: Buffer, at: number, final: boolean): number {
    const lineEnd = bytes.indexOf(NEWLINE, at);
    if (lineEnd < 0 && !final) {
      if (bytes.length - at <= LONGEST_RECORD) return -1;
      return refuseLine("longer than 1 MiB", bytes, at, bytes.length, bytes.length);
    }
    return take(bytes, at, lineEnd < 0 ? bytes.length : lineEnd, final);
  }

  /** Passes on or refuses the record that starts at `at`; answers where the next one starts, −1 to wait for more. */
  function take(bytes: Buffer, at: number, lineEnd: number, final: boolean): number {
    const stop = lineEnd > at && bytes[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd;
    if (stop === at) {
      line += 1;
      return lineEnd + 1;
    }
    const scan = scanRecord(bytes, at, stop, final, dialect);
    if (scan.kind === "unfinished") return -1;
    const problem = problemOf(scan, bytes, at, dialect);
    if (problem || scan.kind === "broken") return refuseLine(problem ?? "", bytes, at, stop, lineEnd);
    markPadded(bytes, at, scan.end, dialect, clean.padded);
    const record = bytes.subarray(at, scan.end);
    clean.add(line, dialect.delimiter === null ? withoutReturns(record) : requoted(record, dialect.delimiter));
    line += 1 + scan.lines;
    const after = bytes.indexOf(NEWLINE, scan.end);
    return after < 0 ? bytes.length : after + 1;
  }

  function refuseLine(reason: string, bytes: Buffer, at: number, stop: number, lineEnd: number): number {
    refuse({ line, reason, text: bytes.toString("utf8", at, Math.min(stop, at + SHOWN_BYTES)) });
    skipping = lineEnd === bytes.length;
    if (!skipping) line += 1;
    return Math.min(lineEnd + 1, bytes.length);
  }

  return {
    push: (bytes) => split(carry.length > 0 ? Buffer.concat([carry, bytes]) : bytes, false),
    end: () => split(carry, true),
    get records() {
      return clean.records;
    },
    groupEnds: clean.groupEnds,
    padded: clean.padded,
  };
}

/** The slow way's: any space beside a quote or a delimiter may be at the edge of any field. */
function markPadded(bytes: Buffer, at: number, end: number, { delimiter }: Dialect, padded: Uint8Array): void {
  if (delimiter === null) return;
  const isEdge = (byte: number | undefined) => byte === delimiter || byte === QUOTE;
  for (let i = bytes.indexOf(SPACE, at); i >= 0 && i < end; i = bytes.indexOf(SPACE, i + 1)) {
    if (i === at || i === end - 1 || isEdge(bytes[i - 1]) || isEdge(bytes[i + 1])) {
      padded.fill(1);
      return;
    }
  }
}

/** Up to where the bytes are whole lines of proper text, without what needs care. */
function plainUntil(bytes: Buffer, { delimiter, separator }: Dialect): number {
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  const careful = delimiter === null ? [NUL, RETURN, separator] : [NUL];
  return careful.some((byte) => bytes.includes(byte)) || !isUtf8(bytes.subarray(0, end)) ? 0 : end;
}

function scanRecord(bytes: Buffer, at: number, stop: number, final: boolean, dialect: Dialect): Scan {
  if (dialect.delimiter === null) return { kind: "record", end: stop, fields: dialect.fields, lines: 0 };
  const quote = bytes.indexOf(QUOTE, at);
  if (quote < 0 || quote >= stop) {
    let fields = 1;
    for (let i = at; i < stop; i += 1) if (bytes[i] === dialect.delimiter) fields += 1;
    return { kind: "record", end: stop, fields, lines: 0 };
  }
  return scanQuoted(bytes, at, final, dialect.delimiter);
}

function problemOf(
  scan: Scan,
  bytes: Buffer,
  at: number,
  { delimiter, fields, separator, encoding }: Dialect,
): string | undefined {
  if (scan.kind !== "record") return "a quote that is never closed";
  if (scan.fields !== fields) {
    return scan.lines > 0 ? "a quote that is never closed" : `${scan.fields} columns where the header has ${fields}`;
  }
  if (scan.end - at > LONGEST_RECORD) return "longer than 1 MiB";
  const record = bytes.subarray(at, scan.end);
  if (record.includes(NUL)) return "a NUL byte";
  if (delimiter === null && record.includes(separator)) return "a control character";
  return isUtf8(record) ? undefined : `bytes that are not ${encoding()?.toUpperCase()}`;
}

/** The slow way, for records that hold a quote: RFC 4180, where a quote opens only at the start of a field. */
function scanQuoted(bytes: Buffer, at: number, final: boolean, delimiter: number): Scan {
  let fields = 1;
  let lines = 0;
  for (let start = at; ; fields += 1) {
    const end = fieldEnd(bytes, start, at, delimiter);
    if (end === BROKEN) return { kind: "broken" };
    if (!final && (end === UNCLOSED || end >= bytes.length)) return { kind: "unfinished" };
    if (end === UNCLOSED) return { kind: "broken" };
    lines += newlines(bytes, start, end);
    if (bytes[end] !== delimiter) {
      return { kind: "record", end: end > at && bytes[end - 1] === RETURN ? end - 1 : end, fields, lines };
    }
    start = end + 1;
  }
}

const BROKEN = -1;
const UNCLOSED = -2;

/** Where the field that starts at `start` ends: at a delimiter, a newline or the end of the bytes. */
function fieldEnd(bytes: Buffer, start: number, recordStart: number, delimiter: number): number {
  let i = start;
  if (bytes[i] === QUOTE) {
    const close = closingQuote(bytes, i + 1);
    if ((close < 0 ? bytes.length : close) - recordStart > LONGEST_RECORD) return BROKEN;
    if (close < 0) return UNCLOSED;
    i = close + 1;
    const after = bytes[i];
    if (after !== undefined && after !== delimiter && after !== NEWLINE && after !== RETURN) return BROKEN;
  }
  while (i < bytes.length && bytes[i] !== delimiter && bytes[i] !== NEWLINE) i += 1;
  return i;
}

function closingQuote(bytes: Buffer, from: number): number {
  let i = bytes.indexOf(QUOTE, from);
  while (i >= 0 && bytes[i + 1] === QUOTE) i = bytes.indexOf(QUOTE, i + 2);
  return i;
}

function newlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let i = bytes.indexOf(NEWLINE, from); i >= 0 && i < to; i = bytes.indexOf(NEWLINE, i + 1)) count += 1;
  return count;
}

/** Between the parts of a JSON object a return is white space, and within them there is none. */
const withoutReturns = (record: Buffer) => record.map((byte) => (byte === RETURN ? SPACE : byte)) as Buffer;

/**
 * A quote inside a field that does not start with one (`5" nail`) is text: the field is quoted and the quote doubled.
 * So is a field with a return in it: DuckDB's reader takes one for the end of a line.
 */
function requoted(record: Buffer, delimiter: number): Buffer {
  if (!record.includes(QUOTE) && !record.includes(RETURN)) return record;
  const fields: string[] = [];
  let i = 0;
  while (i <= record.length) {
    let end = i;
    if (record[i] === QUOTE) {
      end = closingQuote(record, i + 1) + 1;
      fields.push(record.toString("utf8", i, end));
    } else {
      end = record.indexOf(delimiter, i);
      if (end < 0) end = record.length;
      const text = record.toString("utf8", i, end);
      fields.push(/["\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    }
    i = end + 1;
  }
  return Buffer.from(fields.join(String.fromCharCode(delimiter)));
}
