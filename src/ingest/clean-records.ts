import type { Dialect } from "./dialect.js";

/** Rows that DuckDB stores as one: what is read in whole groups of them is kept as it is when it is copied on. */
export const ROW_GROUP = 122_880;
export const LONGEST_RECORD = 1 << 20; // DuckDB's reader takes lines of up to 2 MB

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const ZERO = 48;
const NUMBER = 20; // bytes that hold any line number, its separator and a newline

/** Clean records, each after the number of its line, in one buffer that grows as needed and is used again. */
export class CleanRecords {
  /** Records added since the beginning. */
  records = 0;
  /** [fields] 1 where a plain field somewhere starts or ends with a space. */
  readonly padded: Uint8Array;
  /** Where in `bytes()` a multiple of ROW_GROUP records ends. */
  readonly groupEnds: number[] = [];
  readonly #dialect: Dialect;
  readonly #ends = new Uint8Array(256); // 1: a byte that ends a run of plain ones
  #bytes: Buffer = Buffer.allocUnsafe(4 * LONGEST_RECORD);
  #length = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.padded = new Uint8Array(dialect.fields);
    for (const byte of [NEWLINE, RETURN, QUOTE, dialect.delimiter ?? NEWLINE]) this.#ends[byte] = 1;
  }

  clear(): void {
    this.#length = 0;
    this.groupEnds.length = 0;
  }

  /** Good until the next call of anything here. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Adds one record that is clean already. */
  add(line: number, record: Uint8Array): void {
    this.#reserve(record.length + NUMBER);
    const at = this.#number(line);
    this.#bytes.set(record, at);
    this.#bytes[at + record.length] = NEWLINE;
    this.#length = at + record.length + 1;
    this.#count();
  }

  /**
   * Adds records for as long as they are what nearly every one is: one line with as many fields as the header, quotes
   * only around whole fields, not too long. Answers where the first that is anything else starts, or `end`.
   *
   * @param end bytes[end − 1] is a newline
   */
  addPlain(bytes: Buffer, at: number, end: number, line: number): number {
    const { delimiter } = this.#dialect;
    let next = at;
    for (let number = line; next < end; number += 1) {
      this.#reserve(LONGEST_RECORD + NUMBER);
      if (bytes[next] === NEWLINE || bytes[next] === RETURN) return next; // an empty line
      const stop =
        delimiter === null ? this.#addLine(bytes, next, number) : this.#addFields(bytes, next, number, delimiter);
      if (stop < 0) return next;
      this.#count();
      next = stop;
    }
    return next;
  }

  #count(): void {
    this.records += 1;
    if (this.records % ROW_GROUP === 0) this.groupEnds.push(this.#length);
  }

  #addLine(bytes: Buffer, at: number, line: number): number {
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline - at > LONGEST_RECORD) return -1;
    const start = this.#number(line);
    this.#length = start + bytes.copy(this.#bytes, start, at, newline + 1);
    return newline + 1;
  }

  /** Copies while it looks: a record too long runs over the buffer's end, where writing does nothing, and is not kept. */
  #addFields(bytes: Buffer, at: number, line: number, delimiter: number): number {
    const shift = this.#number(line) - at; // from a byte's place to its copy's
    const last = this.#dialect.fields - 1;
    let end = at - 1;
    for (let field = 0; field <= last; field += 1) {
      const start = end + 1;
      end = bytes[start] === QUOTE ? this.#copyQuoted(bytes, start, shift) : this.#copyOpen(bytes, start, shift);
      if (end < 0) return -1;
      if (isPadded(bytes, start, end)) this.padded[field] = 1;
      if (field < last && bytes[end] !== delimiter) return -1;
      this.#bytes[end + shift] = field < last ? delimiter : NEWLINE;
    }
    const newline = bytes[end] === RETURN ? end + 1 : end;
    if (bytes[newline] !== NEWLINE || newline - at > LONGEST_RECORD) return -1;
    this.#length = end + shift + 1;
    return newline + 1;
  }

  /** Copies a field without quotes around it; answers where it ends. */
  #copyOpen(bytes: Buffer, start: number, shift: number): number {
    const out = this.#bytes;
    const ends = this.#ends;
    let i = start;
    for (let byte = bytes[i]!; ends[byte] === 0; byte = bytes[++i]!) out[i + shift] = byte;
    return i;
  }

  /** The same for a field in quotes; −1 when it spans lines. */
  #copyQuoted(bytes: Buffer, start: number, shift: number): number {
    const close = closingQuote(bytes, start + 1);
    for (let i = start; i <= close; i += 1) this.#bytes[i + shift] = bytes[i]!;
    return close < 0 ? -1 : close + 1;
  }

  /** Writes the line's number and the separator after the last record; answers where the record goes. */
  #number(line: number): number {
    let digits = 1;
    for (let rest = line; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
    const end = this.#length + digits;
    for (let rest = line, i = end - 1; i >= this.#length; i -= 1) {
      const left = Math.floor(rest / 10);
      this.#bytes[i] = ZERO + rest - left * 10;
      rest = left;
    }
    this.#bytes[end] = this.#dialect.separator;
    return end + 1;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Of a field in quotes that ends on its own line; −1 when it does not. */
function closingQuote(bytes: Buffer, from: number): number {
  for (let i = from; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === NEWLINE) return -1;
    if (byte !== QUOTE) continue;
    if (bytes[i + 1] !== QUOTE) return i;
    i += 1;
  }
  return -1;
}

function isPadded(bytes: Buffer, start: number, end: number): boolean {
  if (end === start) return false;
  if (bytes[start] !== QUOTE) return bytes[start] === SPACE || bytes[end - 1] === SPACE;
  return bytes[start + 1] === SPACE || bytes[end - 2] === SPACE;
}
