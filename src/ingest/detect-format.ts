import { masked } from "#protect/mask.js";
import type { Format } from "./format.js";
import type { Source, SourceColumn } from "./read-source.js";
import { UnknownFile } from "./unknown-file.js";
import { UnreadableFile } from "./unreadable-file.js";

/** A format and, for each of its fields that the file has, the file's column. */
export interface Recognised {
  readonly format: Format;
  readonly columns: ReadonlyMap<string, SourceColumn>;
}

/** What is judged of a source: its columns. */
export type Headed = Pick<Source, "path" | "columns">;

/**
 * The format whose required fields the file all has; of several, the one that knows most of the file's columns.
 *
 * @throws {UnreadableFile} naming the columns that came and what the nearest format still lacks.
 */
export function detectFormat(source: Headed, formats: readonly Format[], wanted?: string): Recognised {
  const byHeader = new Map(source.columns.toReversed().map((column) => [column.header.toLowerCase(), column])); // the first of two counts
  const tried = formats
    .filter(({ name }) => wanted === undefined || name === wanted)
    .map((format) => match(format, byHeader));
  if (tried.length === 0) {
    throw new UnreadableFile(
      `no format is called "${wanted}", expected one of ${formats.map(({ name }) => name).join(", ")}`,
    );
  }
  const headers = source.columns.map(({ header }) => header);
  const accepted = ({ format }: Match) => wanted !== undefined || (format.accepts?.(headers) ?? true);
  const fitting = tried.filter((one) => one.missing.length === 0 && accepted(one)).toSorted(byColumnsKnown);
  if (fitting[0]) return fitting[0];
  throw new UnknownFile(unrecognised(source, tried));
}

interface Match extends Recognised {
  readonly missing: readonly string[];
}

function match(format: Format, byHeader: ReadonlyMap<string, SourceColumn>): Match {
  const columns = new Map<string, SourceColumn>();
  for (const [field, headers] of Object.entries(format.fields)) {
    const found = headers.map((header) => byHeader.get(header.toLowerCase())).find((column) => column !== undefined);
    if (found) columns.set(field, found);
  }
  return { format, columns, missing: format.required.filter((field) => !columns.has(field)) };
}

const byColumnsKnown = (a: Match, b: Match) =>
  b.columns.size - a.columns.size || b.format.required.length - a.format.required.length;

function unrecognised(source: Headed, tried: readonly Match[]): string {
  const came = source.columns.map(({ header }) => masked(header)).slice(0, 12); // a file without names starts with data
  const more = source.columns.length > came.length ? ` and ${source.columns.length - came.length} more` : "";
  const nearest = tried
    .filter(({ missing }) => missing.length > 0)
    .toSorted((a, b) => a.missing.length - b.missing.length || byColumnsKnown(a, b))[0];
  const lacks = nearest?.missing.map((field) => nearest.format.fields[field]?.[0]).join(", ");
  return (
    `${source.path} is of no known format: its columns are ${came.join(", ") || "none"}${more}; ` +
    `as ${nearest?.format.title} it would still need ${lacks}`
  );
}
