/**
 * Named columns of equal length: the one shape in which data moves between rooms.
 *
 * A number column is a Float64Array, missing = NaN; it also carries money (whole minor units), truth values
 * (0 and 1) and times (milliseconds since 1970-01-01 UTC). A text column is dictionary-encoded.
 */
export interface Table {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

export type Column = Float64Array | TextColumn;

/** Text as codes into a list of distinct words: `words[codes[row]]`; the code −1 is a missing text. */
export interface TextColumn {
  /** [rows] */
  readonly codes: Int32Array;
  /** Distinct, in order of first appearance. */
  readonly words: readonly string[];
}

/** The column `name` as numbers. @throws when it is absent or text. */
export function numbers(table: Table, name: string): Float64Array {
  const column = table.columns[name];
  if (column instanceof Float64Array) return column;
  throw new TypeError(`expected a number column "${name}", got ${found(table, name)}`);
}

/** The column `name` as dictionary-encoded text. @throws when it is absent or numeric. */
export function texts(table: Table, name: string): TextColumn {
  const column = table.columns[name];
  if (column && !(column instanceof Float64Array)) return column;
  throw new TypeError(`expected a text column "${name}", got ${found(table, name)}`);
}

function found(table: Table, name: string): string {
  if (table.columns[name]) return table.columns[name] instanceof Float64Array ? "numbers" : "text";
  return `no such column among ${Object.keys(table.columns).join(", ") || "none"}`;
}

/** The text in one row, or null when it is missing. */
export function textAt(column: TextColumn, row: number): string | null {
  const code = column.codes[row] ?? -1;
  return code < 0 ? null : (column.words[code] ?? null);
}

/** Encodes plain strings; null becomes a missing text. */
export function encodeTexts(values: Iterable<string | null>): TextColumn {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => encode(codeOf, value));
  return { codes, words: [...codeOf.keys()] };
}

/** The code of one text in a dictionary that grows with what it meets; −1 for a missing one. */
export function encode(codeOf: Map<string, number>, value: string | null): number {
  if (value === null) return -1;
  const known = codeOf.get(value);
  if (known !== undefined) return known;
  codeOf.set(value, codeOf.size);
  return codeOf.size - 1;
}

/** A table from plain columns, checked to be of equal length. */
export function tableOf(
  columns: Readonly<Record<string, Float64Array | readonly (string | null)[] | TextColumn>>,
): Table {
  const encoded = Object.entries(columns).map(([name, column]): [string, Column] => [
    name,
    Array.isArray(column) ? encodeTexts(column) : (column as Column),
  ]);
  const lengths = encoded.map(([, column]) => (column instanceof Float64Array ? column.length : column.codes.length));
  const rows = lengths[0] ?? 0;
  if (lengths.some((length) => length !== rows)) {
    throw new RangeError(
      `columns must be equally long, got ${encoded.map(([name], i) => `${name}: ${lengths[i]}`).join(", ")}`,
    );
  }
  return { rows, columns: Object.fromEntries(encoded) };
}
