import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../loading-shop.js";

const csv = "event,occurred_at,customer_id\nview,2024-01-01 10:00:00,a\n";
const png = Buffer.from("89504e470d0a1a0a0000000d4948445200000001", "hex");

describe("a file that cannot be understood at all", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  afterAll(() => shop.close());

  const tables = () =>
    shop.rows(
      "select count(*) as n from (select 1 from events union all select 1 from refusals union all select 1 from loads)",
    );

  const cases: [string, Uint8Array | string, RegExp][] = [
    ["empty", "", /is empty$/],
    ["only a byte order mark", "\ufeff", /is empty$/],
    ["nothing but white space", " \n\t\r\n ", /holds nothing but white space$/],
    ["a picture", png, /is a binary file; expected CSV, JSON lines, Parquet, Excel \(\.xlsx\) or a zip of these$/],
    ["random bytes", Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)), /is a binary file/],
    [
      "what begins as a zip does",
      Buffer.concat([Buffer.from("PK\x03\x04"), png]),
      /is a damaged or incomplete zip archive \(/,
    ],
    ["one JSON array", '[{"event": "view"}]', /is one JSON array; expected JSON lines/],
    ["one column", "event\nview\n", /has no columns in its first line/],
    ["a table nobody knows", "a,b\n1,2\n", /is of no known format: its columns are a, b$/],
    [
      "a table of which half is known",
      "event,b\n1,2\n",
      /its columns are event, b; as plain events it would still need occurred_at$/,
    ],
    ["a header and no rows", csv.split("\n")[0] ?? "", /has column names but no rows$/],
    ["a header and empty lines", `${csv.split("\n")[0]}\n\n\n`, /has column names but no rows$/],
    ["half of a gzip file", gzipSync(csv.repeat(1000)).subarray(0, 60), /is a damaged gzip file/],
    ["gzip with a flipped byte", flipped(gzipSync(csv.repeat(1000))), /is a damaged gzip file/],
    ["nothing, gzipped", gzipSync(""), /is empty$/],
    ["a Parquet file without its end", "PAR1 and then nothing of the sort", /is a damaged Parquet file/],
    ["JSON lines without an object", "{\n{{\n", /is of no known format|is no table/],
    [
      "HTML",
      "<!doctype html><html><body>404, not found</body></html>",
      /is HTML or XML, not a table: open it in Excel and save it as \.xlsx$/,
    ],
    ["a first line without end", "x,".repeat(70_000), /has a first line longer than 64 KiB/],
  ];

  it.each(cases)("is refused whole, in a sentence: %s", async (name, content, message) => {
    const path = shop.write(`${name.replaceAll(" ", "-")}.csv`, content);
    const [report] = await shop.load([path]);
    expect(report).toMatchObject({ kind: "refused", path, message: expect.stringMatching(message) });
    expect(report).toMatchObject({ message: expect.stringContaining(path) });
    expect(await tables()).toEqual([{ n: 0 }]);
  });

  it("is refused where there is none, and where a folder is empty", async () => {
    const folder = join(shop.folder, "some-folder");
    mkdirSync(folder, { recursive: true });
    expect(await shop.load([join(shop.folder, "absent.csv"), folder])).toMatchObject([
      { kind: "refused", message: expect.stringMatching(/does not exist$/) },
      { kind: "refused", message: expect.stringMatching(/is a folder without files$/) },
    ]);
  });

  it("does not show personal data of a file that has no header", async () => {
    const [report] = await shop.load([shop.write("x.csv", "anna@example.com,+49 170 1234567\nbo@example.com,1\n")]);
    expect(report).toMatchObject({ kind: "refused", message: expect.not.stringMatching(/anna|1234567/) });
  });

  it("does not keep the others from being loaded", async () => {
    const paths = [shop.write("bad.csv", ""), shop.write("good.csv", csv), shop.write("worse.csv", png)];
    expect((await shop.load(paths)).map(({ kind }) => kind)).toEqual(["loaded", "refused", "refused"]);
    expect(await shop.rows("select customer_id from events")).toEqual([{ customer_id: "a" }]);
  });
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 6] = (copy[copy.length - 6] ?? 0) ^ 0xff; // in the checksum
  return copy;
}
