import { type Zipped, zipBytes } from "./zip-bytes.js";

/** What a cell of a sheet holds. */
export type Cell =
  | string
  | number
  | boolean
  | null
  /** A number in a display format, such as a date's; `written` as the file is to hold it. */
  | { readonly written: string | number; readonly format: string }
  /** An error such as #N/A. */
  | { readonly error: string }
  /** A formula with what it came to; without, it was never calculated. */
  | { readonly formula: string; readonly result?: string | number }
  /** A text in the cell itself, not among the shared ones. */
  | { readonly inline: string }
  /** The cell's XML but its place, which stands as {at}. */
  | { readonly xml: string };

export interface WorkbookSheet {
  readonly name: string;
  /** From row 1 on; null is a row that is not there. */
  readonly rows?: readonly (readonly Cell[] | null)[];
  /** The whole part, in the place of rows. */
  readonly xml?: string | Uint8Array;
  readonly state?: "hidden" | "veryHidden";
}

export interface WorkbookOptions {
  readonly date1904?: boolean;
  /** Before every name of an element. */
  readonly prefix?: string;
  /** Parts by name that replace or join those made. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** An Excel workbook as ECMA-376 lays it out. */
export function workbookBytes(sheets: readonly WorkbookSheet[], options: WorkbookOptions = {}): Buffer {
  return zipBytes(workbookParts(sheets, options));
}

export function workbookParts(sheets: readonly WorkbookSheet[], options: WorkbookOptions = {}): Zipped[] {
  const shared = new Numbered();
  const formats = new Numbered();
  const written = sheets.map(({ xml, rows = [] }) => xml ?? sheetXml(rows, shared, formats));
  const parts: Record<string, string | Uint8Array> = {
    "[Content_Types].xml": `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${options.date1904 ? ' date1904="1"' : ""}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ""} r:id="r${i + 1}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ...sheets.map((_, i): [string, string] => ["worksheet", `worksheets/sheet${i + 1}.xml`]),
      ["styles", "styles.xml"],
      ["sharedStrings", "/xl/sharedStrings.xml"],
    ]),
    "xl/styles.xml": stylesXml(formats.values),
    "xl/sharedStrings.xml": `${DECLARATION}<sst xmlns="${MAIN}">${shared.values.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
    ...Object.fromEntries(written.map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    ...options.parts,
  };
  return Object.entries(parts).map(([name, content]) => ({ name, content: prefixed(content, options.prefix) }));
}

/** Values by the order of their first use. */
class Numbered {
  readonly values: string[] = [];
  readonly #places = new Map<string, number>();
  place(value: string): number {
    const known = this.#places.get(value) ?? this.values.push(value) - 1;
    this.#places.set(value, known);
    return known;
  }
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], i) => `<Relationship Id="r${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}">${list.join("")}</Relationships>`;
}

/** Style 0 is General; style i + 1 has format i. */
function stylesXml(codes: readonly string[]): string {
  const formats = codes.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`);
  const styles = codes.map((code, i) => `<xf numFmtId="${/^\d+$/.test(code) && Number(code) > 0 ? code : 164 + i}"/>`);
  return `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts>${formats.join("")}</numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join("")}</cellXfs></styleSheet>`;
}

function sheetXml(rows: readonly (readonly Cell[] | null)[], shared: Numbered, formats: Numbered): string {
  const written = rows.map((cells, row) => {
    if (!cells) return "";
    const inside = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`, shared, formats));
    return `<row r="${row + 1}">${inside.join("")}</row>`;
  });
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${written.join("")}</sheetData><pageMargins left="0.7"/></worksheet>`;
}

function cellXml(cell: Cell, at: string, shared: Numbered, formats: Numbered): string {
  if (cell === null) return `<c r="${at}" s="0"/>`;
  if (typeof cell === "string") return `<c r="${at}" t="s"><v>${shared.place(cell)}</v></c>`;
  if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ("xml" in cell) return cell.xml.replaceAll("{at}", at);
  if ("error" in cell) return `<c r="${at}" t="e"><v>${cell.error}</v></c>`;
  if ("inline" in cell) return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell.inline)}</t></is></c>`;
  if ("formula" in cell) {
    const type = typeof cell.result === "string" ? ' t="str"' : "";
    const value = cell.result === undefined ? "" : `<v>${escaped(String(cell.result))}</v>`;
    return `<c r="${at}"${type}><f>${escaped(cell.formula)}</f>${value}</c>`;
  }
  return `<c r="${at}" s="${formats.place(cell.format) + 1}"><v>${cell.written}</v></c>`;
}

export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${columnName(Math.floor(column / 26) - 1)}${last}`;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function prefixed(content: string | Uint8Array, prefix: string | undefined): string | Uint8Array {
  if (prefix === undefined || typeof content !== "string") return content;
  return content.replaceAll(/<(\/?)([A-Za-z])/g, `<$1${prefix}:$2`).replaceAll('xmlns="', `xmlns:${prefix}="`);
}
