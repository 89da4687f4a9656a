import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodedText } from "../encoded-text.js";
import { type LoadingShop, openLoadingShop } from "../loading-shop.js";

const header = "item_id,name\n";

describe("a file in another encoding", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const names = () => shop.rows("select name from items order by item_id");
  const load = async (content: Buffer, encoding?: string) =>
    (await shop.load([shop.write("items.csv", content)], { encoding }))[0];

  it("is read, not mangled, and the report says which it was", async () => {
    for (const [encoding, name] of [
      ["gbk", "红色连衣裙"],
      ["windows-1252", "Müsli – 9 €"],
      ["utf-16le", "红色 Größe"],
      ["utf-16be", "红色 Größe"],
    ] as const) {
      await shop.clear();
      const report = await load(encodedText(`${header}A,${name}\n`, encoding));
      expect(report).toMatchObject({ kind: "loaded", refused: 0, encoding: encoding === "gbk" ? "gb18030" : encoding });
      expect(await names()).toEqual([{ name }]);
    }
  });

  it("is read in pieces, a gzipped one too, with its first such character far into it", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},plain name number ${i}\n`).join("");
    const text = `${header}${rows}Z,连衣裙\n`;
    const report = await load(gzipSync(encodedText(text, "gbk")));
    expect(report).toMatchObject({ rows: 60_001, refused: 0, encoding: "gb18030" });
    expect(await shop.rows("select name from items where item_id = 'Z'")).toEqual([{ name: "连衣裙" }]);
  });

  it("loses only the lines with bytes that are none of its characters", async () => {
    const wrong = Buffer.concat([
      encodedText(`${header}A,红色连衣裙\nB,运动鞋`, "gbk"),
      Buffer.from([0xff]),
      encodedText("\nC,商品名称\n", "gbk"),
    ]);
    expect(await load(wrong)).toMatchObject({
      rows: 3,
      refused: 1,
      reasons: [{ reason: "bytes that are not GB18030", rows: 1 }],
    });
    expect(await names()).toEqual([{ name: "红色连衣裙" }, { name: "商品名称" }]);
    expect(await shop.rows("select line from refusals")).toEqual([{ line: 3 }]);
  });

  it("is read as it is said to be, where its bytes do not say", async () => {
    const cyrillic = encodedText(`${header}A,красное платье\n`, "windows-1251");
    expect(await load(cyrillic)).toMatchObject({ refused: 1, reasons: [{ reason: "bytes that are not UTF-8" }] });
    await shop.clear();
    expect(await load(cyrillic, "windows-1251")).toMatchObject({ refused: 0, encoding: "windows-1251" });
    expect(await names()).toEqual([{ name: "красное платье" }]);
  });

  it("is refused whole, with what to do, where its column names cannot be read", async () => {
    const korean = encodedText("주문번호,상품명,수량,결제금액,구매자\n1001,빨간 원피스 긴팔,2,1,가\n", "euc-kr");
    expect(await load(korean)).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/items\.csv has column names that are not UTF-8; say what .+ with --encoding/),
    });
    expect(await load(korean, "euc-kr")).toMatchObject({ message: expect.stringContaining("주문번호") });
  });

  it("is refused whole where it is two files put together", async () => {
    const rows = "A,红色连衣裙\n".repeat(20_000);
    const both = Buffer.concat([encodedText(header + rows, "gbk"), Buffer.from(rows)]);
    expect(await load(both)).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/begins in gb18030 and goes on in UTF-8 after some \d+ bytes; load the two parts/),
    });
    expect(await names()).toEqual([]);
  });
});
