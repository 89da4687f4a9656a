import type { ZipArchive } from "./zip-archive.js";

/** What a zip is: files of whatever kind, an Excel workbook, or another program's document. */
export type ArchiveKind =
  | { readonly kind: "files" }
  | { readonly kind: "workbook" }
  /** `reason` continues the sentence "FILE …". */
  | { readonly kind: "other"; readonly reason: string };

/** By a file that only such documents hold. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.bin$/, "is a binary Excel workbook (.xlsb): open it in Excel and save it as .xlsx"],
  [/^word\//, "is a Word document: copy its table into Excel and save it as .xlsx"],
  [/^ppt\//, "is a PowerPoint document, expected a table"],
  [/^index(\/document\.iwa|\.zip)$/, "is a Numbers document: export it as Excel (.xlsx) or CSV"],
  [/^content\.xml$/, "is an OpenDocument file: open it in LibreOffice and save it as Excel (.xlsx) or CSV"],
];

export function archiveKind({ entries }: ZipArchive): ArchiveKind {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (!names.has("[content_types].xml") && !names.has("mimetype") && !names.has("index/document.iwa"))
    return { kind: "files" };
  const other = others.find(([pattern]) => [...names].some((name) => pattern.test(name)));
  if (other) return { kind: "other", reason: other[1] };
  return names.has("[content_types].xml") ? { kind: "workbook" } : { kind: "files" };
}
