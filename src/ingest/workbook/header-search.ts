import type { Headed, Recognised } from "../detect-format.js";
import type { SourceColumn } from "../read-source.js";
import { UnknownFile } from "../unknown-file.js";
import { UnreadableFile } from "../unreadable-file.js";
import type { SheetRow } from "./sheet-rows.js";

export interface SheetHeader {
  readonly columns: readonly SourceColumn[];
  /** Whether a column is read by the sheet's format. */
  readonly isRead: (column: number) => boolean;
}

const LOOKED_AT = 20; // rows

/** Looks for the header of a sheet row by row: it is the first that some format knows. Titles above it are passed over. */
export class HeaderSearch {
  readonly #path: string;
  readonly #recognise: (headed: Headed) => Recognised;
  #looked = 0;
  #widest = 0;
  #why: UnreadableFile;

  constructor(path: string, recognise: (headed: Headed) => Recognised) {
    this.#path = path;
    this.#recognise = recognise;
    this.#why = new UnknownFile(`${path} is empty`);
  }

  /** Why none was found: what the widest row lacks, which was the likeliest. */
  get why(): UnreadableFile {
    return this.#why;
  }

  /** @throws {UnreadableFile} when enough rows were looked at. */
  look({ cells }: SheetRow): SheetHeader | undefined {
    const columns = cells.map((cell, i) => ({ header: cell.trim(), expression: `c${i + 1}` }));
    try {
      return headerOf(columns, this.#recognise({ path: this.#path, columns }));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      const filled = cells.filter((cell) => cell !== "").length;
      if (filled > this.#widest) {
        this.#widest = filled;
        this.#why = error;
      }
    }
    this.#looked += 1;
    if (this.#looked === LOOKED_AT) throw this.#why;
    return undefined;
  }
}

function headerOf(columns: readonly SourceColumn[], { format, columns: known }: Recognised): SheetHeader {
  const read = new Set([...known.values()].map(({ expression }) => expression));
  const isRead = (column: number) => format.rest !== undefined || read.has(`c${column + 1}`);
  return { columns, isRead };
}
