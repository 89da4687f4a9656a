import { posix } from "node:path";
import { shownName } from "../unpack/entry-name.js";
import type { ZipArchive, ZipEntry } from "../unpack/zip-archive.js";
import { UnreadableFile } from "../unreadable-file.js";
import { cellFormats } from "./cell-formats.js";
import type { DateSystem } from "./cell-text.js";
import { parsedXml } from "./parsed-xml.js";
import { sharedStrings } from "./shared-strings.js";
import { type SheetRow, SheetRows } from "./sheet-rows.js";

export interface Workbook {
  readonly sheets: readonly Sheet[];
  close(): void;
}

export interface Sheet {
  /** As people are told of it: `book.xlsx#Orders`. */
  readonly path: string;
  /** Its own name, as it may be shown. */
  readonly name: string;
  readonly isHidden: boolean;
  /** Undefined: it is a chart or the like, without any. */
  readonly rows: Rows | undefined;
}

/**
 * Hands over row by row, and yields now and then.
 *
 * @param progress told the share of the sheet read
 */
export type Rows = (take: (row: SheetRow) => void, progress: (share: number) => void) => AsyncGenerator<undefined>;

interface Listed {
  readonly name: string;
  readonly isHidden: boolean;
  readonly relation: string;
}

interface Relation {
  readonly id: string;
  /** The end of its type. */
  readonly type: string;
  /** Where the part lies in the archive. */
  readonly part: string;
}

/**
 * Opens an Excel workbook (ECMA-376 Office Open XML, transitional or strict).
 *
 * @param path as people are told of it
 * @throws {UnreadableFile} when it is damaged.
 */
export async function openWorkbook(archive: ZipArchive, path: string, temporaryFolder: string): Promise<Workbook> {
  const parts = new Map(archive.entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const [root] = (await relations(parts, "", path)).filter(({ type }) => type === "officeDocument");
  const main = root?.part ?? "xl/workbook.xml";
  const { listed, dateSystem } = await contents(part(parts, main, path), path);
  const related = await relations(parts, main, path);
  const partOf = (type: string) =>
    parts.get(related.find((relation) => relation.type === type)?.part.toLowerCase() ?? "");
  const formats = await cellFormats(partOf("styles"), path);
  const strings = await sharedStrings(partOf("sharedStrings"), path, temporaryFolder);
  const context = { strings, formats, dateSystem };
  const sheets = listed.map(({ name, isHidden, relation }): Sheet => {
    const shown = shownName(name);
    const found = related.find(({ id, type }) => id === relation && type === "worksheet");
    const entry = found && parts.get(found.part.toLowerCase());
    const sheetPath = `${path}#${shown}`;
    const rows: Rows | undefined =
      entry && ((take, progress) => parsedXml(entry.read(progress), sheetPath, new SheetRows(context, take)));
    return { path: sheetPath, name: shown, isHidden, rows };
  });
  return { sheets, close: () => strings.close() };
}

function part(parts: ReadonlyMap<string, ZipEntry>, name: string, path: string): ZipEntry {
  const found = parts.get(name.toLowerCase());
  if (found) return found;
  throw new UnreadableFile(
    `${path} is a damaged workbook (it has no ${shownName(name)}): open it in Excel and save it again`,
  );
}

async function contents(entry: ZipEntry, path: string): Promise<{ listed: Listed[]; dateSystem: DateSystem }> {
  const listed: Listed[] = [];
  let dateSystem: DateSystem = 1900;
  const events = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === "workbookPr" && /^(1|true)$/.test(attributes["date1904"] ?? "")) dateSystem = 1904;
      if (name !== "sheet") return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      listed.push({ name: attributes["name"] ?? "", isHidden: /hidden/i.test(attributes["state"] ?? ""), relation });
    },
    close: () => undefined,
    text: () => undefined,
  };
  for await (const _ of parsedXml(entry.read(), path, events));
  return { listed, dateSystem };
}

/** What a part of the package refers to; "" for the package itself. */
async function relations(parts: ReadonlyMap<string, ZipEntry>, of: string, path: string): Promise<Relation[]> {
  const folder = posix.dirname(of);
  const entry = parts.get(posix.join(folder, "_rels", `${posix.basename(of)}.rels`).toLowerCase());
  const found: Relation[] = [];
  const events = {
    open(name: string, { Id = "", Type = "", Target = "" }: Readonly<Record<string, string>>) {
      if (name !== "Relationship") return;
      const target = Target.startsWith("/") ? Target.slice(1) : posix.join(folder, Target);
      found.push({ id: Id, type: posix.basename(Type), part: target });
    },
    close: () => undefined,
    text: () => undefined,
  };
  if (entry) for await (const _ of parsedXml(entry.read(), path, events));
  return found;
}
