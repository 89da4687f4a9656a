import { CleanRecords, LONGEST_RECORD } from "../clean-records.js";
import { csvField } from "../csv-field.js";
import { malformedLines } from "../malformed-lines.js";
import type { Malformed } from "../split-records.js";
import type { SheetHeader } from "./header-search.js";
import type { SheetRow } from "./sheet-rows.js";

const SHOWN = 512; // characters of a malformed row; many may be kept
const COMMA = 44;
const ROUNDED = /^-?\d{15}0+$/; // a longer number as Excel would have kept it

/** The rows of a sheet below its header as clean records. */
export class SheetRecords {
  readonly #path: string;
  readonly header: SheetHeader;
  readonly #clean: CleanRecords;
  readonly #malformed;
  /** By column, the rows whose long number may have lost its end; null where one shows that its writer keeps all. */
  readonly #rounded = new Map<number, Malformed[] | null>();

  /** @param path as people are told of the sheet */
  constructor(path: string, header: SheetHeader) {
    this.#path = path;
    this.header = header;
    this.#clean = new CleanRecords({
      encoding: () => null,
      delimiter: COMMA,
      fields: header.columns.length,
      firstLine: 1,
      separator: COMMA,
    });
    this.#malformed = malformedLines(path, () => this.#clean.records);
  }

  /** None has spaces around it. */
  get padded(): Uint8Array {
    return this.#clean.padded;
  }

  get malformed(): readonly Malformed[] {
    return this.#malformed.lines;
  }

  /** Those added since `clear`; good until the next row. */
  bytes(): Buffer {
    return this.#clean.bytes();
  }

  clear(): void {
    this.#clean.clear();
  }

  add({ line, cells, uncalculated, long }: SheetRow): void {
    const fields = this.header.columns.map((_, i) => csvField(cells[i] ?? ""));
    const unknown = uncalculated.find(this.header.isRead);
    if (unknown === undefined && fields.every((text) => text === "")) return; // notes beside the table
    const record = fields.join(",");
    const reason = unknown === undefined ? problemOf(record) : this.#uncalculated(unknown);
    if (reason !== undefined) {
      this.#malformed.add({ line, reason, text: record.slice(0, SHOWN) });
      return;
    }
    this.#clean.add(line, Buffer.from(record));
    for (const column of long) this.#noteLong(column, cells[column] ?? "", { line, text: record.slice(0, SHOWN) });
  }

  #uncalculated(column: number): string {
    return `"${this.header.columns[column]?.header}" is a formula without its result: open the workbook in Excel and save it again`;
  }

  /**
   * Excel keeps 15 digits of a number and makes the others zero: two orders with long numbers become one. A column whose
   * long numbers all end so has been through it; where one does not, its writer keeps every digit.
   */
  #noteLong(column: number, text: string, row: Omit<Malformed, "reason">): void {
    const rounded = this.#rounded.get(column);
    if (rounded === null || !this.header.isRead(column)) return;
    if (!ROUNDED.test(text)) this.#rounded.set(column, null);
    else if (rounded) rounded.push(this.#lost(column, row));
    else this.#rounded.set(column, [this.#lost(column, row)]);
  }

  #lost(column: number, row: Omit<Malformed, "reason">): Malformed {
    const header = this.header.columns[column]?.header;
    const reason = `"${header}" is a number that lost its last digits: Excel keeps 15. Load the export as it came, or with this column as text`;
    return { ...row, reason };
  }

  /**
   * Rows that are records already, whose long numbers have lost their last digits.
   *
   * @throws {UnreadableFile} when most have.
   */
  rounded(): readonly Malformed[] {
    const byLine = new Map([...this.#rounded.values()].flatMap((rows) => rows ?? []).map((row) => [row.line, row]));
    const lost = malformedLines(this.#path, () => this.#clean.records - byLine.size);
    for (const row of [...byLine.values()].toSorted((a, b) => a.line - b.line)) lost.add(row);
    return lost.lines;
  }
}

function problemOf(record: string): string | undefined {
  if (record.length > LONGEST_RECORD / 4 && Buffer.byteLength(record) > LONGEST_RECORD) return "longer than 1 MiB";
  return record.includes("\0") ? "a NUL byte" : undefined;
}
