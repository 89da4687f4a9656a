/** How a delimited text file is written. */
export interface Dialect {
  /** One byte; null when a record is a line and nothing else (JSON lines). */
  readonly delimiter: number | null;
  /** How many fields every record must have. */
  readonly fields: number;
  /** The line the next byte belongs to; 2 after a one-line header. */
  readonly firstLine: number;
  /** What stands between the line number and the record. */
  readonly separator: number;
  /** What the text was written in, as far as is known by now. */
  readonly encoding: () => string | null;
}
