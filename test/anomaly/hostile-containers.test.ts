import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandLine } from "../end-to-end/command-line.js";
import { type LoadingShop, openLoadingShop } from "../loading-shop.js";
import { type Cell, columnName, workbookBytes, workbookParts } from "../workbook-bytes.js";
import { type Zipped, zipBytes } from "../zip-bytes.js";

const event = "event,occurred_at,customer_id\nview,2024-01-01 10:00:00,a\n";
const rows: Cell[][] = [
  ["event", "occurred_at", "customer_id"],
  ["view", "2024-01-01", "a"],
];
const good: Zipped = { name: "good.csv", content: event };
const MIB = 1 << 20;
const zeros = (mebibytes: number) => Buffer.alloc(mebibytes * MIB);
const emptyLines = (mebibytes: number) => Buffer.concat([Buffer.from(event), Buffer.alloc(mebibytes * MIB, "\n")]);
const gzipBomb = () => gzipSync(emptyLines(84));
const book = workbookBytes([{ name: "Events", rows }]);
const withSheet = (xml: string | Uint8Array) => workbookBytes([{ name: "S", xml }]);
const withParts = (parts: Record<string, string | Uint8Array>) => workbookBytes([{ name: "S", rows }], { parts });
const lol = `<!DOCTYPE sst [<!ENTITY a "${"ha".repeat(50)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${"bcdefghij"[i]} "${`&${"abcdefghi"[i]};`.repeat(10)}">`).join("")}]>`;
const cell = (written: string) => `<worksheet><sheetData><row r="1">${written}</row></sheetData></worksheet>`;

/** Zips of which nothing may be loaded, though each holds a good file. */
const archives: Record<string, [() => Buffer, RegExp]> = {
  "a bomb": [
    () => zipBytes([good, { name: "bomb.csv", content: zeros(84) }]),
    /unpacks to more than 8\d MiB, more than 200 times what is packed: it may be made to fill the disk\. If you trust it, unpack it/,
  ],
  "a bomb of 4 GiB by what it says": [
    () => zipBytes([good, { name: "bomb.csv", content: "", declared: { bytes: 0xffff_fffe } }]),
    /unpacks to more than 64 MiB/,
  ],
  "a gzip bomb in it": [
    () => zipBytes([good, { name: "x.csv.gz", content: gzipBomb() }]),
    /#x\.csv\.gz unpacks to more than 64 MiB/,
  ],
  "a zip bomb in it": [
    () =>
      zipBytes([
        good,
        { name: "in.zip", content: zipBytes([{ name: "x.csv", content: zeros(84) }]), packed: "stored" },
      ]),
    /#in\.zip unpacks to more than 8\d MiB/,
  ],
  "many zips in it that are too much together": [
    () => {
      const inner = zipBytes([{ name: "x.csv", content: emptyLines(24) }]);
      return zipBytes([good, ...["in1.zip", "in2.zip", "in3.zip"].map((name) => ({ name, content: inner }))]);
    },
    /#in3\.zip unpacks to more than 6\d MiB/,
  ],
  "a name that leads out": [
    () => zipBytes([good, { name: "../../etc/cron.d/x.csv", content: event }]),
    /holds a file named "\.\.\/\.\.\/etc\/cron\.d\/x\.csv", which leads out of the archive: nothing of it is loaded\. Pack the files again/,
  ],
  "a name that leads out, with backslashes": [
    () => zipBytes([good, { name: "a\\..\\..\\x.csv", content: event }]),
    /leads out of the archive/,
  ],
  "an absolute name": [() => zipBytes([good, { name: "/etc/passwd", content: event }]), /leads out of the archive/],
  "the name of a drive": [() => zipBytes([good, { name: "C:\\x.csv", content: event }]), /leads out of the archive/],
  "a name with a NUL": [
    () => zipBytes([good, { name: "x.csv\0.png", content: event }]),
    /"x\.csv\?\.png", which leads/,
  ],
  "a link": [
    () => zipBytes([good, { name: "x.csv", content: "/etc/passwd", mode: 0o120777 }]),
    /holds a link, "x\.csv", in the place of a file: nothing of it is loaded\. Pack what it points to$/,
  ],
  "a password": [
    () => zipBytes([good, { name: "x.csv", content: event, flags: 0x801 }]),
    /is locked with a password \("x\.csv" is encrypted\): unpack it with the password and load what comes out$/,
  ],
  "another way of packing": [
    () => zipBytes([good, { name: "x.csv", content: event, method: 93 }]),
    /is packed in a way that is not read here \("x\.csv", method 93\): pack it as an ordinary zip$/,
  ],
  "its end cut off": [
    () => zipBytes([good, { name: "x.csv", content: event }]).subarray(0, -30),
    /is a damaged or incomplete zip archive \(.+\): download or copy it again$/,
  ],
  "its half cut off": [() => zipBytes([good, good]).subarray(0, 100), /is a damaged or incomplete zip archive/],
  "too many files": [
    () => zipBytes(Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}.csv`, content: "", packed: "stored" }))),
    /holds more than 10000 files: unpack it yourself and load those that matter$/,
  ],
};

/** Files beside a good one in a zip that cost themselves alone. */
const entries: Record<string, [() => Zipped, RegExp]> = {
  "another checksum": [
    () => ({ name: "x.csv", content: event, declared: { checksum: 1 } }),
    /#x\.csv is damaged within its archive \(its checksum is another\): download or copy the archive again$/,
  ],
  "more in it than it says": [
    () => ({ name: "x.csv", content: zeros(30), declared: { bytes: 10 } }),
    /#x\.csv is damaged within its archive \(it says 10 bytes, and holds \d+\)/,
  ],
  "no proper compression": [
    () => ({ name: "x.csv", content: "no deflate", packed: "stored", method: 8 }),
    /#x\.csv is damaged within its archive \(/,
  ],
  "half of a zip in it": [
    () => ({ name: "in.zip", content: zipBytes([good]).subarray(0, 60) }),
    /#in\.zip is a damaged or incomplete zip archive/,
  ],
};

const workbooks: Record<string, [() => Buffer | string, RegExp]> = {
  "cut off": [() => book.subarray(0, -40), /is a damaged or incomplete zip archive/],
  "a sheet cut off": [
    () => withSheet("<worksheet><sheetData><row r='1'><c"),
    /#S is damaged \(.*\): open the workbook in Excel/,
  ],
  "entities of entities in a sheet": [
    () => withSheet(`${lol}${cell('<c r="A1" t="str"><v>&j;</v></c>')}`),
    /#S is damaged \(it declares a document type, as no workbook does: it may be made to exhaust the machine\)/,
  ],
  "entities of entities in its texts": [
    () => withParts({ "xl/sharedStrings.xml": `${lol}<sst><si><t>&j;</t></si></sst>` }),
    /it declares a document type/,
  ],
  "an entity from a file": [
    () => withParts({ "xl/workbook.xml": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>' }),
    /it declares a document type/,
  ],
  "an entity nobody declared": [() => withSheet(cell('<c r="A1" t="str"><v>&j;</v></c>')), /#S is damaged \(.*entity/],
  "elements without end": [() => withSheet("<a>".repeat(100_000)), /more than 64 elements within each other/],
  "one text without end": [
    () => withSheet(cell(`<c r="A1" t="str"><v>${"x".repeat(3 * MIB)}</v></c>`)),
    /a text of more than 1 MiB/,
  ],
  "one tag without end": [() => withSheet(`<worksheet ${'a="" '.repeat(MIB)}`), /#S is damaged/],
  "a row out of any sheet": [
    () => withSheet('<worksheet><sheetData><row r="99999999999"><c r="A1"/></row></sheetData></worksheet>'),
    /#S is damaged \(row 99999999999 after row 0\)/,
  ],
  "rows that go back": [
    () => withSheet('<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'),
    /#S is damaged \(row 1 after row 2\)/,
  ],
  "a cell nowhere": [() => withSheet(cell('<c r="1A"><v>1</v></c>')), /#S is damaged \(a cell at "1A"\)/],
  "a text that is not there": [
    () => withSheet(cell('<c r="A1" t="s"><v>77</v></c>')),
    /#S is damaged \(row 1 shares text 77, and there is none\)/,
  ],
  "bytes of no encoding": [() => withSheet(Buffer.from("<worksheet>\xff\xfe", "latin1")), /bytes that are not UTF-8/],
  "no list of its sheets": [
    () => zipBytes(workbookParts([{ name: "S", rows }]).filter(({ name }) => name !== "xl/workbook.xml")),
    /is a damaged workbook \(it has no xl\/workbook\.xml\): open it in Excel and save it again$/,
  ],
  "an old one, or one with a password": [
    () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2000)]),
    /is an old Excel workbook \(\.xls\) or one locked with a password: open it in Excel and save it as \.xlsx without a password$/,
  ],
  "a binary one": [
    () => withParts({ "xl/workbook.bin": "x" }),
    /is a binary Excel workbook \(\.xlsb\): open it in Excel and save it as \.xlsx$/,
  ],
  "an OpenDocument sheet": [
    () =>
      zipBytes([
        { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" },
        { name: "content.xml", content: "<x/>" },
      ]),
    /is an OpenDocument file: open it in LibreOffice and save it as Excel/,
  ],
  "a Word document": [
    () =>
      zipBytes([
        { name: "[Content_Types].xml", content: "<Types/>" },
        { name: "word/document.xml", content: "<x/>" },
      ]),
    /is a Word document/,
  ],
  "a web page named so": [
    () => "<html><table><tr><td>1</td></tr></table></html>",
    /is HTML or XML, not a table: open it in Excel/,
  ],
  "only hidden sheets": [() => workbookBytes([{ name: "S", rows, state: "veryHidden" }]), /#S is hidden/],
  "a column twice that differs": [
    () =>
      workbookBytes([
        {
          name: "S",
          rows: [
            [...(rows[0] ?? []), "Event"],
            ["view", "2024-01-01", "a", "cart"],
          ],
        },
      ]),
    /#S has two columns "event" that differ \(line 2\): rename or remove one of them$/,
  ],
};

describe("a container made to do harm, or broken", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const customers = () => shop.rows("select customer_id from events");
  const left = () => readdirSync(join(shop.folder, "tmp"));

  it.each(Object.entries(archives))("nothing is loaded of a zip with %s", async (_, [bytes, message]) => {
    const path = shop.write("a.zip", bytes());
    const reports = await shop.load([path]);
    expect(reports.at(-1)).toMatchObject({ kind: "refused", message: expect.stringMatching(message) });
    for (const { kind } of reports) expect(kind).toBe("refused");
    expect(reports.at(-1)).toMatchObject({ message: expect.stringContaining(path) });
    expect(await customers()).toEqual([]);
    expect(left()).toEqual([]);
  });

  it.each(Object.entries(entries))("a file in a zip with %s costs itself alone", async (_, [entry, message]) => {
    const path = shop.write("a.zip", zipBytes([entry(), { ...good, name: "z.csv" }]));
    expect(await shop.load([path])).toEqual([
      expect.objectContaining({ kind: "loaded", path: `${path}#z.csv`, rows: 1 }),
      expect.objectContaining({ kind: "refused", message: expect.stringMatching(message) }),
    ]);
    expect(await customers()).toEqual([{ customer_id: "a" }]);
    expect(left()).toEqual([]);
  });

  it.each(Object.entries(workbooks))("a workbook is refused, in a sentence: %s", async (_, [bytes, message]) => {
    const path = shop.write("book.xlsx", bytes());
    const [report, ...more] = await shop.load([path]);
    expect(more).toEqual([]);
    expect(report).toMatchObject({ kind: "refused", message: expect.stringMatching(message) });
    expect(report).toMatchObject({ message: expect.stringContaining(path) });
    expect(await customers()).toEqual([]);
    expect(left()).toEqual([]);
  });

  it("a gzip bomb by itself is refused", async () => {
    const [report] = await shop.load([shop.write("x.csv.gz", gzipBomb())]);
    expect(report).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/x\.csv\.gz unpacks to more than 8\d MiB/),
    });
  });

  it("a CSV named as a workbook is what it is", async () => {
    expect(await shop.load([shop.write("orders.xlsx", event)])).toMatchObject([{ kind: "loaded", rows: 1 }]);
  });

  it("a million empty rows are nothing, and the rows below them keep their numbers", async () => {
    const empty = Array.from({ length: 1_048_570 }, (_, i) => `<row r="${i + 2}" spans="1:3" ht="15"/>`).join("");
    const styled = `<row r="1048572">${Array.from({ length: 2500 }, (_, i) => `<c r="${columnName(i)}1048572" s="1"/>`).join("")}</row>`;
    const text = (place: string, value: string) => `<c r="${place}" t="str"><v>${value}</v></c>`;
    const head = `<row r="1">${text("A1", "event")}${text("B1", "occurred_at")}${text("C1", "customer_id")}</row>`;
    const last = `<row r="1048576">${text("A1048576", "view")}${text("B1048576", "when?")}</row>`;
    const xml = `<worksheet><sheetData>${head}${empty}${styled}${last}</sheetData></worksheet>`;
    expect(await shop.load([shop.write("book.xlsx", withSheet(xml))])).toMatchObject([{ rows: 1, refused: 1 }]);
    expect(await shop.rows("select line from refusals")).toEqual([{ line: 1_048_576 }]);
  }, 30_000);

  it("ends the command with 1 and a sentence, and the shop as it was", async () => {
    const folder = join(shop.folder, "cli");
    expect((await commandLine("init", folder, "--currency", "EUR")).code).toBe(0);
    const names = [
      "a name that leads out",
      "a password",
      "its end cut off",
      "entities of entities in a sheet",
      "cut off",
    ];
    for (const name of names) {
      const [bytes, message] = { ...archives, ...workbooks }[name] ?? [];
      if (!bytes || !message) throw new Error(name);
      const path = shop.write("x.bin", bytes());
      const said = await commandLine("ingest", folder, path);
      expect([name, process.exitCode, said.stdout]).toEqual([name, 1, ""]);
      process.exitCode = undefined;
      expect(said.stderr).toMatch(new RegExp(message.source.replace(/\$$/, ""), "m"));
      expect(said.stderr).not.toMatch(/^\s+at |Error:/m);
    }
    expect((await commandLine("describe", folder, "--json")).stdout).not.toMatch(/"events": [1-9]/);
  });
});
