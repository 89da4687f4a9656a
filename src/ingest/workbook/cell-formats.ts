import type { ZipEntry } from "../unpack/zip-archive.js";
import { parsedXml } from "./parsed-xml.js";

/** What a number in a cell means, as far as its display format tells. */
export type CellFormat =
  | { readonly kind: "number" }
  /** Shown with zeros before it, at least so many digits. */
  | { readonly kind: "padded"; readonly digits: number }
  /** A serial day. */
  | { readonly kind: "day" }
  /** A serial day with a time, or a time alone. */
  | { readonly kind: "time" }
  /** Hours, minutes and seconds that may pass a day. */
  | { readonly kind: "elapsed" };

const number: CellFormat = { kind: "number" };

/** [style] the formats of a workbook's cells. */
export async function cellFormats(entry: ZipEntry | undefined, path: string): Promise<readonly CellFormat[]> {
  const codes = new Map<number, string>();
  const formats: CellFormat[] = [];
  let isOfCells = false; // there are as many for named styles
  const events = {
    open(name: string, { numFmtId, formatCode }: Readonly<Record<string, string>>) {
      if (name === "numFmt") codes.set(Number(numFmtId), formatCode ?? "");
      else if (name === "cellXfs") isOfCells = true;
      else if (name === "xf" && isOfCells) formats.push(formatOf(Number(numFmtId ?? 0), codes));
    },
    close(name: string) {
      if (name === "cellXfs") isOfCells = false;
    },
    text: () => undefined,
  };
  if (entry) for await (const _ of parsedXml(entry.read(), path, events));
  return formats;
}

function formatOf(id: number, codes: ReadonlyMap<number, string>): CellFormat {
  const code = codes.get(id);
  return code === undefined ? builtIn(id) : formatOfCode(code);
}

/** Source: ECMA-376-1, 18.8.30 numFmt: the formats that have a number and no code, those of CJK locales among them. */
function builtIn(id: number): CellFormat {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return { kind: "day" };
  if (id === 46) return { kind: "elapsed" };
  if ((id >= 18 && id <= 22) || (id >= 32 && id <= 35) || id === 45 || id === 47) return { kind: "time" };
  if (id >= 50 && id <= 58) return { kind: id === 55 || id === 56 ? "time" : "day" };
  return number;
}

/** Judged by its first section, without what stands in quotes, in brackets or after a sign that makes it text. */
export function formatOfCode(code: string): CellFormat {
  const bare = code.replaceAll(/"[^"]*"|\\.|[_*]./g, "");
  const section = bare.split(";")[0] ?? "";
  if (/\[(h+|m+|s+)\]/i.test(section)) return { kind: "elapsed" };
  const letters = section.replaceAll(/\[[^\]]*\]/g, "");
  if (/[hs]/i.test(letters)) return { kind: "time" };
  if (/[ymd]/i.test(letters)) return { kind: "day" };
  return /^0{2,}$/.test(letters) ? { kind: "padded", digits: letters.length } : number;
}
