import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shoplens } from "../test/shoplens-process.js";
import { workbookBytes } from "../test/workbook-bytes.js";

const ROWS = 1_048_575; // as many as a sheet holds below its header
const BOUND_MEBIBYTES = 1024;
const COLUMNS = ["order_id", "item_id", "quantity", "unit_price", "occurred_at", "note"];

/**
 * Seconds and peak memory of loading a million order lines as CSV, as a sheet whose order numbers and notes are a million
 * shared texts each, and as a sheet of as many empty rows: `npm run bench -- workbook [rows]`. Fails when a process needed
 * a gibibyte.
 */
export async function run([given]: readonly string[]): Promise<void> {
  const rows = Number(given ?? ROWS);
  const folder = mkdtempSync(join(tmpdir(), "shoplens-workbook-"));
  try {
    const files = {
      "as CSV": file(folder, "lines.csv", csv(rows)),
      "as a sheet": file(folder, "lines.xlsx", sheet(rows)),
      "empty rows": file(folder, "empty.xlsx", emptySheet(rows)),
    };
    for (const [name, path] of Object.entries(files)) {
      const shop = join(folder, "shop");
      await shoplens(["init", shop, "--currency", "EUR"]);
      const { code, seconds, peakMegabytes, stderr } = await shoplens(["ingest", shop, path], { timeoutSeconds: 3600 });
      const isEmpty = name === "empty rows";
      if (code !== (isEmpty ? 1 : 0)) throw new Error(`${name} ended with ${code}: ${stderr}`);
      const size = `${Math.round(statSync(path).size / 2 ** 20)} MiB`.padStart(8);
      process.stdout.write(
        `${name.padEnd(12)} ${size} ${seconds.toFixed(1).padStart(7)} s  peak ${peakMegabytes.toFixed(0)} MiB\n`,
      );
      if (peakMegabytes >= BOUND_MEBIBYTES) process.exitCode = 1;
      rmSync(shop, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function file(folder: string, name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Piece by piece: a million rows are more than one string holds. */
function joined(count: number, piece: (i: number) => string): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; from < count; from += 10_000) {
    const texts = Array.from({ length: Math.min(10_000, count - from) }, (_, i) => piece(from + i));
    parts.push(Buffer.from(texts.join("")));
  }
  return Buffer.concat(parts);
}

const order = (i: number) => `R-2024-${String(i).padStart(7, "0")}`;
const note = (i: number) => `gift for number ${i}, wrapped in paper`;
const item = (i: number) => `item-${i % 500}`;
const serial = (i: number) => 45_292 + i / 3000;
const isoTime = (i: number) => new Date(Math.round((serial(i) - 25_569) * 86_400_000)).toISOString();
const price = (i: number) => ((i % 9000) + 100) / 100;

function csv(rows: number): Buffer {
  const line = (i: number) => `${order(i)},${item(i)},${(i % 3) + 1},${price(i)},${isoTime(i)},"${note(i)}"\n`;
  return Buffer.concat([Buffer.from(`${COLUMNS.join(",")}\n`), joined(rows, line)]);
}

function sheet(rows: number): Buffer {
  const header = COLUMNS.map((name, i) => `<c r="${"ABCDEF"[i]}1" t="inlineStr"><is><t>${name}</t></is></c>`).join("");
  const row = (i: number) =>
    `<row r="${i + 2}" spans="1:6"><c r="A${i + 2}" t="s"><v>${500 + 2 * i}</v></c><c r="B${i + 2}" t="s"><v>${i % 500}</v></c><c r="C${i + 2}"><v>${(i % 3) + 1}</v></c><c r="D${i + 2}"><v>${price(i)}</v></c><c r="E${i + 2}" s="1"><v>${serial(i)}</v></c><c r="F${i + 2}" t="s"><v>${501 + 2 * i}</v></c></row>`;
  const text = (value: string) => `<si><t>${value}</t></si>`;
  return workbookBytes([{ name: "Lines", xml: worksheet(header, joined(rows, row)) }], {
    parts: {
      "xl/sharedStrings.xml": Buffer.concat([
        Buffer.from("<sst>"),
        joined(500, (i) => text(item(i))),
        joined(rows, (i) => text(order(i)) + text(note(i))),
        Buffer.from("</sst>"),
      ]),
      "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    },
  });
}

function emptySheet(rows: number): Buffer {
  const header = COLUMNS.map((name, i) => `<c r="${"ABCDEF"[i]}1" t="inlineStr"><is><t>${name}</t></is></c>`).join("");
  const cells = (row: number) => [..."ABCDEF"].map((column) => `<c r="${column}${row}" s="1"/>`).join("");
  const row = (i: number) => `<row r="${i + 2}" spans="1:6" ht="15">${cells(i + 2)}</row>`;
  return workbookBytes([{ name: "Lines", xml: worksheet(header, joined(rows, row)) }]);
}

function worksheet(header: string, rows: Buffer): Buffer {
  const start = `<worksheet><sheetData><row r="1">${header}</row>`;
  return Buffer.concat([Buffer.from(start), rows, Buffer.from("</sheetData></worksheet>")]);
}
