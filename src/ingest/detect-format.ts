import { masked } from "#protect/mask.js";
import type { Format } from "./format.js";
import { nestedColumn } from "./nested-column.js";
import type { Source, SourceColumn } from "./read-source.js";
import { UnknownFormat } from "./unknown-format.js";
import { UnreadableFile } from "./unreadable-file.js";

/** A format and, for each of its fields that the file has, the file's column. */
export interface Recognised {
  readonly format: Format;
  readonly columns: ReadonlyMap<string, SourceColumn>;
}

/** What is judged of a source: its columns. */
export type Headed = Pick<Source, "path" | "columns"> & Partial<Pick<Source, "stored">>;

/**
 * The format whose required fields the file all has; of several, the one that knows most of the file's columns.
 *
 * @throws {UnreadableFile} naming the columns that came and what the nearest format still lacks.
 */
export function detectFormat(source: Headed, formats: readonly Format[], wanted?: string): Recognised {
  const byHeader = new Map(source.columns.toReversed().map((column) => [column.header.toLowerCase(), column])); // the first of two counts
  const tried = formats
    .filter(({ name }) => wanted === undefined || name === wanted)
    .map((format) => match(format, source, byHeader));
  if (tried.length === 0) {
    throw new UnreadableFile(
      `no format is called "${wanted}", expected one of ${formats.map(({ name }) => name).join(", ")}`,
    );
  }
  const headers = source.columns.map(({ header }) => header);
  const accepted = ({ format }: Match) => wanted !== undefined || (format.accepts?.(headers) ?? true);
  const fitting = tried.filter((one) => one.missing.length === 0 && accepted(one)).toSorted(byColumnsKnown);
  if (fitting[0]) return fitting[0];
  throw new UnknownFormat(unrecognised(source, tried), headers);
}

interface Match extends Recognised {
  readonly missing: readonly string[];
}

function match(format: Format, source: Headed, byHeader: ReadonlyMap<string, SourceColumn>): Match {
  const columns = new Map<string, SourceColumn>();
  const named = (header: string) =>
    byHeader.get(header.toLowerCase()) ?? (format.own ? nestedColumn(source, header) : undefined);
  for (const [field, headers] of Object.entries(format.fields)) {
    const found = headers.map(named).find((column) => column !== undefined);
    if (found) columns.set(field, found);
  }
  const required = format.required.filter((field) => source.stored !== "json" || !format.sparse?.includes(field));
  return { format, columns, missing: required.filter((field) => !columns.has(field)) };
}

const NEAR = 2; // columns that may be missing from what a file could have been meant to be

const byColumnsKnown = (a: Match, b: Match) =>
  Number(b.format.own ?? false) - Number(a.format.own ?? false) ||
  b.columns.size - a.columns.size ||
  b.format.required.length - a.format.required.length;

function unrecognised(source: Headed, tried: readonly Match[]): string {
  const came = source.columns.map(({ header }) => masked(header)).slice(0, 12); // a file without names starts with data
  const more = source.columns.length > came.length ? ` and ${source.columns.length - came.length} more` : "";
  const nearest = tried
    .filter(
      ({ missing, columns, format }) =>
        missing.length > 0 && (format.own || tried.length === 1 || (columns.size > 0 && missing.length <= NEAR)),
    )
    .toSorted((a, b) => a.missing.length - b.missing.length || byColumnsKnown(a, b))
    .toSorted((a, b) => Number(b.format.own ?? false) - Number(a.format.own ?? false))[0];
  const lacks = nearest?.missing.map((field) => nearest.format.fields[field]?.[0]).join(", ");
  return (
    `${source.path} is of no known format: its columns are ${came.join(", ") || "none"}${more}` +
    (nearest ? `; as ${nearest.format.title} it would still need ${lacks}` : "")
  );
}
