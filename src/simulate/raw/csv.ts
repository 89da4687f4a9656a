import type { Line } from "./fault.js";
import type { RawFile } from "./raw-file.js";

/** A comma-separated file, line by line: what is written, and where a test looks for what was planted. */
export interface CsvFile {
  readonly path: string;
  readonly columns: readonly string[];
  /** Without the header. */
  readonly lines: () => Iterable<Line>;
}

export type Cell = string | number | null;

/** One record by RFC 4180; null is an empty cell. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map((cell) => (cell === null ? "" : typeof cell === "number" ? String(cell) : quoted(cell))).join(",");
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The cells of one record, the other way round. */
export function csvCells(line: string): string[] {
  const found = line.match(/(?<=^|,)("(?:[^"]|"")*"|[^,]*)(?=,|$)/g) ?? [];
  return found.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

export const rawCsv = (file: CsvFile): RawFile => ({ path: file.path, chunks: () => encoded(file) });

const CHUNK = 1 << 16;

function* encoded({ columns, lines }: CsvFile): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = `${columns.join(",")}\n`;
  for (const line of lines()) {
    if (typeof line === "string") text += `${line}\n`;
    else if (line.encoding === "utf-8") text += `${line.text}\n`;
    else {
      yield encoder.encode(text);
      yield Uint8Array.from(`${line.text}\n`, (letter) => letter.charCodeAt(0));
      text = "";
    }
    if (text.length < CHUNK) continue;
    yield encoder.encode(text);
    text = "";
  }
  if (text !== "") yield encoder.encode(text);
}
