import { appendFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { workbookBytes } from "../../../test/workbook-bytes.js";
import { type Zipped, zipBytes } from "../../../test/zip-bytes.js";

const event = (customer: string) => `event,occurred_at,customer_id\nview,2024-01-01 10:00:00,${customer}\n`;
const json = (customer: string) =>
  `${JSON.stringify({ event: "view", occurred_at: "2024-01-01", customer_id: customer })}\n`;
const book = (customer: string) =>
  workbookBytes([
    {
      name: "Events",
      rows: [
        ["event", "occurred_at", "customer_id"],
        ["view", "2024-01-01", customer],
      ],
    },
    { name: "Sums", rows: [["total", 1]] },
  ]);
const png = Buffer.from("89504e470d0a1a0a0000000d4948445200000001", "hex");

describe("a folder and a zip", () => {
  let shop: LoadingShop;
  let parquet: Buffer;
  beforeAll(async () => {
    shop = await openLoadingShop();
    const path = join(shop.folder, "made.parquet");
    const made = "select 'view' as event, timestamp '2024-01-01' as occurred_at, 'parquet' as customer_id";
    await shop.warehouse.execute(`copy (${made}) to '${path}' (format parquet)`);
    const { readFileSync } = await import("node:fs");
    parquet = readFileSync(path);
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const customers = async () =>
    (await shop.rows("select customer_id from events order by arrival")).map((row) => row["customer_id"]);

  /** One of every kind, by names in their order, with what is no table among them. */
  const files = (): Record<string, string | Buffer> => ({
    ".hidden.csv": event("hidden"),
    "__MACOSX/a.csv": event("hidden"),
    "a.csv": event("csv"),
    "b/deep/c.csv.gz": gzipSync(event("gz")),
    "b/e.jsonl": json("jsonl"),
    "b/f.parquet": parquet,
    "b/g.xlsx": book("xlsx"),
    "b/~$g.xlsx": png,
    "c.png": png,
    "d.csv": "colour,size\nred,1\n",
    "e.txt": "",
  });
  const loaded = ["csv", "gz", "jsonl", "parquet", "xlsx"];

  const passedOver = (reports: Awaited<ReturnType<LoadingShop["load"]>>) =>
    reports.flatMap((report) =>
      report.kind === "passed" ? [report.message.slice(report.message.indexOf("things") + 6)] : [],
    );

  function writeAll(folder: string, contents: Record<string, string | Buffer>): string {
    for (const [name, content] of Object.entries(contents)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return folder;
  }

  const zipped = (contents: Record<string, string | Buffer>): Zipped[] =>
    Object.entries(contents).map(([name, content]) => ({ name, content }));

  it("give every table in them, in the order of their names; the others are named and passed over", async () => {
    const folder = writeAll(join(shop.folder, "things"), files());
    const fromFolder = await shop.load([folder]);
    expect(await customers()).toEqual(loaded);
    expect(await shop.rows("select file from loads order by load_id")).toEqual(
      ["a.csv", "b/deep/c.csv.gz", "b/e.jsonl", "b/f.parquet", "b/g.xlsx#Events"].map((name) => ({
        file: `things/${name}`,
      })),
    );
    expect(passedOver(fromFolder)).toEqual([
      expect.stringMatching(/^\/b\/g\.xlsx#Sums is of no known format/),
      expect.stringMatching(/^\/c\.png is a binary file/),
      expect.stringMatching(/^\/d\.csv is of no known format: its columns are colour, size/),
      "/e.txt is empty",
    ]);
    await shop.clear();
    const fromZip = await shop.load([shop.write("things.zip", zipBytes(zipped(files()).toReversed()))]);
    expect(await customers()).toEqual(loaded);
    expect(await shop.rows("select file from loads order by load_id limit 1")).toEqual([{ file: "things.zip#a.csv" }]);
    expect(passedOver(fromZip).map((message) => message.replace(".zip#", "/"))).toEqual(passedOver(fromFolder));
    expect(readdirSync(join(shop.folder, "tmp"))).toEqual([]);
  });

  it("hold a zip within, but not one within that", async () => {
    const inner = zipBytes([
      { name: "i.csv", content: event("inner") },
      { name: "g.xlsx", content: book("book") },
    ]);
    const reports = await shop.load([
      shop.write(
        "outer.zip",
        zipBytes([
          { name: "in.zip", content: inner },
          { name: "stored.csv", content: event("stored"), packed: "stored" },
          { name: "too.zip", content: zipBytes([{ name: "deep.zip", content: inner }]) },
        ]),
      ),
    ]);
    expect(await customers()).toEqual(["book", "inner", "stored"]);
    expect(reports.filter(({ kind }) => kind === "refused")).toMatchObject([
      { message: expect.stringMatching(/outer\.zip#too\.zip#deep\.zip is a zip within a zip within a zip: unpack it/) },
    ]);
    expect(readdirSync(join(shop.folder, "tmp"))).toEqual([]);
  });

  it("change nothing when loaded again, or when their files are loaded by themselves", async () => {
    const zip = shop.write("things.zip", zipBytes(zipped(files())));
    await shop.load([zip]);
    const once = await customers();
    await shop.load([zip]);
    await shop.load([writeAll(join(shop.folder, "again"), files())]);
    await shop.load([join(shop.folder, "again", "a.csv"), join(shop.folder, "again", "b")]);
    expect(await customers()).toEqual(once);
  });

  it("are refused where nothing in them is ours", async () => {
    const folder = writeAll(join(shop.folder, "pictures"), { "a.png": png, "b/b.png": png });
    const zip = shop.write("pictures.zip", zipBytes([{ name: "a.png", content: png }]));
    const empty = shop.write("empty.zip", zipBytes([]));
    const reports = await shop.load([folder, zip, empty, shop.write("book.xlsx", workbookBytes([{ name: "S" }]))]);
    expect(reports.map(({ kind }) => kind)).toEqual(Array(5).fill("refused"));
    expect(reports[3]).toMatchObject({ message: expect.stringMatching(/empty\.zip is a zip without files$/) });
  });

  it("do not lead round in circles, nor keep a damaged file from the others", async () => {
    const folder = writeAll(join(shop.folder, "round"), {
      "a.csv": event("a"),
      "b.csv.gz": gzipSync(event("b")).subarray(0, 30),
    });
    symlinkSync(folder, join(folder, "self"));
    expect(await shop.load([folder])).toMatchObject([
      { kind: "loaded" },
      { kind: "refused", message: expect.stringMatching(/b\.csv\.gz is a damaged gzip file/) },
      { kind: "passed", message: expect.stringMatching(/self is a link: name what it points to$/) },
    ]);
  });

  it("name files as the archive meant, in UTF-8 or as Chinese Windows writes them, and no name moves the cursor", async () => {
    const gbk = Buffer.from([0xb6, 0xa9, 0xb5, 0xa5, ...Buffer.from("\\1.csv")]); // 订单\1.csv
    await shop.load([
      shop.write(
        "names.zip",
        zipBytes([
          { name: gbk, content: event("a") },
          { name: Buffer.from([0x84, ...Buffer.from(".csv")]), content: event("b") }, // ä of code page 437
          { name: "客户.csv", content: event("c") },
          { name: "\u001b[2J.csv", content: event("d") },
        ]),
      ),
    ]);
    expect((await shop.rows("select file from loads order by file")).map(({ file }) => file)).toEqual([
      "names.zip#?[2J.csv",
      "names.zip#ä.csv",
      "names.zip#客户.csv",
      "names.zip#订单/1.csv",
    ]);
  });

  it("give nothing when they are written to while they are read", async () => {
    const path = shop.write(
      "growing.zip",
      zipBytes([
        { name: "a.csv", content: event("a") },
        { name: "b.csv", content: event("b") + "view,2024-01-01,b\n".repeat(50_000) },
      ]),
    );
    let once = () => {
      once = () => undefined;
      appendFileSync(path, "more");
    };
    expect(await shop.load([path], { progress: () => once() })).toEqual([
      {
        kind: "refused",
        path,
        message: expect.stringMatching(
          /growing\.zip changed while it was read \(from \d+ to \d+ bytes\); load it again/,
        ),
      },
    ]);
    expect(await customers()).toEqual([]);
  });

  it("leave nothing behind and load nothing when the command is stopped in the midst of them", async () => {
    const stop = new AbortController();
    const inner = zipBytes(zipped({ "a.csv": event("a"), "g.xlsx": book("b") }));
    const path = shop.write(
      "outer.zip",
      zipBytes([
        { name: "in.zip", content: inner },
        { name: "z.csv", content: event("c") },
      ]),
    );
    const progress = (_: number, doing: string) => {
      if (doing.includes("g.xlsx")) stop.abort(new Error("stopped"));
    };
    await expect(shop.load([path], { progress, signal: stop.signal })).rejects.toThrow("stopped");
    expect(await customers()).toEqual([]);
    expect(readdirSync(join(shop.folder, "tmp"))).toEqual([]);
  });

  it("take Parquet whose name is a pattern of names", async () => {
    await shop.load([shop.write("made[1].parquet", parquet)]);
    expect(await customers()).toEqual(["parquet"]);
  });
});
