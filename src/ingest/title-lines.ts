import { headerFields } from "./header-fields.js";

/** Lines above the header of a report: its title, its dates, an empty line. */
export interface TitleLines {
  readonly lines: number;
  readonly bytes: number;
}

const LOOKED_AT = 12;
const none: TitleLines = { lines: 0, bytes: 0 };

/**
 * The lines above the header, for files whose first line has one field only: the header is then the first line that has
 * as many fields as any near it, with a row of as many after it. A date such as "Oct 3, 2026" has fewer.
 *
 * @param first the first bytes of the file, decompressed, without a byte order mark
 */
export function titleLines(first: Buffer, delimiters: readonly string[]): TitleLines {
  if (first.includes(0) || /^\s*[{[<]/.test(first.toString("utf8", 0, 64))) return none;
  const lines = first.toString("utf8").split("\n").slice(0, LOOKED_AT);
  const counts = delimiters.map((delimiter) =>
    lines.map((line) => (line.trim() === "" ? 1 : headerFields(line, delimiter).length)),
  );
  if (counts.some(([title]) => title !== 1)) return none;
  const most = Math.max(...counts.flat());
  const headers = counts.map((fields) => fields.findIndex((count, i) => count === most && fields[i + 1] === most));
  const header = headers.find((line) => line > 0);
  if (most < 2 || header === undefined) return none;
  return { lines: header, bytes: Buffer.byteLength(lines.slice(0, header).join("\n")) + 1 };
}
