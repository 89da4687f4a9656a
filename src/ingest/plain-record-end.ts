import type { Dialect } from "./dialect.js";

export const LONGEST_RECORD = 1 << 20; // DuckDB's reader takes lines of up to 2 MB

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;

/**
 * The fast way, for what nearly every record is: one line with as many fields as the header, quotes only around whole
 * fields, not too long. Where its newline stands; −1 when it is anything else.
 *
 * @param padded [fields] set to 1 where a field starts or ends with a space
 */
export function plainRecordEnd(bytes: Buffer, at: number, { delimiter, fields }: Dialect, padded: Uint8Array): number {
  if (bytes[at] === NEWLINE || bytes[at] === RETURN) return -1; // an empty line
  const end = delimiter === null ? bytes.indexOf(NEWLINE, at) : lastFieldEnd(bytes, at, delimiter, fields, padded);
  if (end < 0) return -1;
  const newline = bytes[end] === RETURN ? end + 1 : end;
  return bytes[newline] === NEWLINE && newline - at <= LONGEST_RECORD ? newline : -1;
}

function lastFieldEnd(bytes: Buffer, at: number, delimiter: number, fields: number, padded: Uint8Array): number {
  let end = at - 1;
  for (let field = 0; field < fields; field += 1) {
    if (field > 0 && bytes[end] !== delimiter) return -1;
    const start = end + 1;
    end = bytes[start] === QUOTE ? closedFieldEnd(bytes, start) : openFieldEnd(bytes, start, delimiter);
    if (end < 0) return -1;
    if (isPadded(bytes, start, end)) padded[field] = 1;
  }
  return end;
}

/** Where the field without quotes that starts at `start` ends; −1 when a quote or a return is in it or the bytes end first. */
function openFieldEnd(bytes: Buffer, start: number, delimiter: number): number {
  for (let i = start; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === delimiter) return i;
    if (byte === NEWLINE) return i;
    if (byte === RETURN) return bytes[i + 1] === NEWLINE ? i : -1;
    if (byte === QUOTE) return -1;
  }
  return -1;
}

/** The same for a field in quotes; −1 when it spans lines. */
function closedFieldEnd(bytes: Buffer, start: number): number {
  for (let i = start + 1; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === NEWLINE) return -1;
    if (byte !== QUOTE) continue;
    if (bytes[i + 1] !== QUOTE) return i + 1;
    i += 1;
  }
  return -1;
}

function isPadded(bytes: Buffer, start: number, end: number): boolean {
  if (end === start) return false;
  if (bytes[start] !== QUOTE) return bytes[start] === SPACE || bytes[end - 1] === SPACE;
  return bytes[start + 1] === SPACE || bytes[end - 2] === SPACE;
}
