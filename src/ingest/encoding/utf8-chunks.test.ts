import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodedText } from "../../../test/encoded-text.js";
import { utf8Chunks } from "./utf8-chunks.js";

async function* pieces(bytes: Buffer, ends: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    if (end > from) yield bytes.subarray(from, end);
    from = Math.max(from, end);
  }
}

async function read(bytes: Buffer, { ends = [], wanted }: { ends?: readonly number[]; wanted?: string } = {}) {
  const text = utf8Chunks(pieces(bytes, ends), { path: "x.csv", wanted });
  const out: Buffer[] = [];
  for await (const chunk of text.chunks) out.push(Buffer.from(chunk));
  return { bytes: Buffer.concat(out), text: Buffer.concat(out).toString(), encoding: text.encoding() };
}

const ascii = "order_id,name\n1,dress\n".repeat(4000);
const every = (size: number, length: number) =>
  Array.from({ length: Math.floor(length / size) }, (_, i) => (i + 1) * size);

describe("a text read as UTF-8", () => {
  it.each(["utf-8", "gb18030", "utf-16le", "utf-16be", "windows-1252"])(
    "is what was written, wherever its pieces are cut: %s",
    async (encoding) => {
      const alphabet =
        encoding === "windows-1252"
          ? ["Müller,", "Größe\n", "9.90 €,", "1,", "d’été\n"]
          : ["订单,", "编号\n", "商品名称", "12.50,", "a\n", "时间"];
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...alphabet), { minLength: 20, maxLength: 60 }),
          fc.array(fc.nat(400), { maxLength: 6 }),
          async (words, cuts) => {
            const text = `id,name\n${words.join("")}`;
            const bytes = encodedText(text, encoding === "gb18030" ? "gbk" : encoding);
            const found = await read(bytes, {
              ends: cuts.toSorted((a, b) => a - b).filter((cut) => cut < bytes.length),
            });
            expect(found.text).toBe(text);
          },
        ),
        { numRuns: 40, seed: 4 },
      );
    },
  );

  it("is not decided before the first byte above 127, however late that comes", async () => {
    const bytes = encodedText(`${ascii}2,红色连衣裙\n`, "gbk");
    const found = await read(bytes, { ends: every(1000, bytes.length) });
    expect(found.encoding).toBe("gb18030");
    expect(found.text).toBe(`${ascii}2,红色连衣裙\n`);
    expect(await read(Buffer.from(ascii))).toMatchObject({ encoding: "utf-8", text: ascii });
  });

  it("loses its mark", async () => {
    for (const mark of ["utf-8", "utf-16le", "utf-16be"]) {
      expect(await read(encodedText("\ufeffa,名\n", mark))).toMatchObject({ encoding: mark, text: "a,名\n" });
      expect(await read(encodedText("\ufeffa,名\n", mark), { wanted: mark })).toMatchObject({ text: "a,名\n" });
    }
    expect(await read(Buffer.from("84319533612cc3fb0a", "hex"))).toMatchObject({ encoding: "gb18030", text: "a,名\n" });
  });

  it("is what it is said to be", async () => {
    const korean = "주문번호\n";
    expect(await read(encodedText(korean, "euc-kr"), { wanted: "euc-kr" })).toMatchObject({
      encoding: "euc-kr",
      text: korean,
    });
    expect(await read(encodedText("ü", "windows-1252"), { wanted: "windows-1252" })).toMatchObject({ text: "ü" });
  });

  it("has a byte that is no UTF-8 where a character could not be read, and the rest of its line", async () => {
    const wrong = Buffer.concat([
      encodedText("订单编号\n商品", "gbk"),
      Buffer.from([0x81, 0x0a]),
      encodedText("名称\n", "gbk"),
    ]);
    const { bytes } = await read(wrong);
    expect(
      bytes
        .toString("latin1")
        .split("\n")
        .map((line) => line.includes("\xff")),
    ).toEqual([false, true, false, false]);
    expect((await read(Buffer.from([0x61, 0x81, 0x0a]), { wanted: "windows-1252" })).bytes.toString("latin1")).toBe(
      "a\xff\n",
    );
    const lone = Buffer.concat([
      encodedText("a,b\n", "utf-16le"),
      Buffer.from([0x00, 0xd8]),
      encodedText("c\n", "utf-16le"),
    ]);
    expect((await read(lone)).bytes.toString("latin1")).toBe("a,b\n\xffc\n");
  });

  it("is refused where it goes on in UTF-8, which nobody's reading of the beginning would show", async () => {
    const rows = "1,Müller\n".repeat(20_000);
    const both = Buffer.concat([encodedText(rows, "windows-1252"), Buffer.from(rows)]);
    await expect(read(both)).rejects.toThrow(
      /^x\.csv begins in windows-1252 and goes on in UTF-8 after some \d+ bytes/,
    );
    const names = "1,红色连衣裙\n".repeat(20_000);
    await expect(read(Buffer.concat([encodedText(names, "gbk"), Buffer.from(names)]))).rejects.toThrow(
      /begins in gb18030/,
    );
  });

  it("is not taken for UTF-8 where some of its pairs could be", async () => {
    const rows = `1,商品\n${"2,联通\n".repeat(60_000)}`; // 联 and 通 are each two bytes of UTF-8 in GBK
    const bytes = encodedText(rows, "gbk");
    expect(await read(bytes, { ends: every(1 << 16, bytes.length) })).toMatchObject({
      encoding: "gb18030",
      text: rows,
    });
  });

  it("is left alone where it is no text", async () => {
    const parquet = Buffer.concat([Buffer.from("PAR1"), Buffer.from([0xff, 0xfe, 0x00, 0xb6, 0xa9])]);
    expect(await read(parquet)).toMatchObject({ encoding: null, bytes: parquet });
  });
});
