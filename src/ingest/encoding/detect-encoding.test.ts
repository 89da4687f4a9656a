import { describe, expect, it } from "vitest";
import { encodedText } from "../../../test/encoded-text.js";
import { detectEncoding, markedEncoding, unmarkedUtf16 } from "./detect-encoding.js";

const chinese = "订单编号,商品名称,数量\n1001,红色连衣裙,2\n1002,运动鞋(黑色),1\n";
const german = "Bestellung,Kunde,Größe\n1,Müller,groß\n2,Jäger,9,90 €\n";
const french = "commande,ville\n1,Besançon\n2,Saint-Étienne à côté\n";

describe("the encoding of a text", () => {
  it.each([
    ["utf-8", chinese],
    ["utf-8", german],
    ["utf-8", "name\nJosé\n"],
    ["gb18030", chinese],
    ["gb18030", "item_id,name\nA,裙\n"],
    ["gb18030", "品牌\n联通\n"],
    ["windows-1252", german],
    ["windows-1252", french],
    ["windows-1252", "price\n9.90 €\n"],
    ["windows-1252", "name\nJosé\n"],
  ])("is told from its bytes: %s of %j", (encoding, text) => {
    expect(detectEncoding(encodedText(text, encoding === "gb18030" ? "gbk" : encoding))).toBe(encoding);
  });

  it.each([
    ["big5", "訂單編號,商品名稱,數量\n1001,紅色連衣裙,2\n1002,運動鞋黑色,1\n"],
    ["shift_jis", "注文番号,商品名,数量\n1001,あかいワンピース,2\n"],
    ["euc-jp", "注文番号,商品名,数量\n1001,あかいワンピースのおおきいサイズ,2\n"],
    ["euc-kr", "주문번호,상품명,수량,결제금액,구매자\n1001,빨간 원피스 긴팔,2\n1002,검정 운동화,1\n"],
    ["windows-1251", "заказ,товар,количество\n1,платье красное,2\n"],
    ["macintosh", "Bestellung,Kunde\n1,Müller\n2,Jäger\n"],
  ])("is left open where it is none of those that can be told: %s", (encoding, text) => {
    expect(detectEncoding(encodedText(text, encoding))).toBeUndefined();
  });

  it("is UTF-8 still where few characters are damaged, and left open where a byte stands alone", () => {
    const damaged = Buffer.concat([Buffer.from(german.repeat(3)), Buffer.from([0xe4]), Buffer.from("\n")]);
    expect(detectEncoding(damaged)).toBe("utf-8");
    expect(detectEncoding(Buffer.from([0x31, 0x2c, 0xe4, 0x2c, 0x32]))).toBeUndefined();
  });

  it("may be cut off within a character", () => {
    const cut = (text: string, encoding: string) => encodedText(text, encoding).subarray(0, -1);
    expect(detectEncoding(cut("商品名称", "utf-8"))).toBe("utf-8");
    expect(detectEncoding(cut("商品名称", "gbk"))).toBe("gb18030");
  });

  it("is said by a mark at the start", () => {
    const marked = (hex: string) => markedEncoding(Buffer.from(`${hex}6162`, "hex"));
    expect(marked("efbbbf")).toEqual({ encoding: "utf-8", bytes: 3 });
    expect(marked("fffe")).toEqual({ encoding: "utf-16le", bytes: 2 });
    expect(marked("feff")).toEqual({ encoding: "utf-16be", bytes: 2 });
    expect(marked("84319533")).toEqual({ encoding: "gb18030", bytes: 4 });
    expect(marked("")).toBeUndefined();
  });

  it("is UTF-16 without a mark where every other byte is zero, in Chinese too", () => {
    for (const text of [chinese, german, "a,b\n1,2\n"]) {
      expect(unmarkedUtf16(encodedText(text, "utf-16le"))).toBe("utf-16le");
      expect(unmarkedUtf16(encodedText(text, "utf-16be"))).toBe("utf-16be");
      expect(unmarkedUtf16(encodedText(text, "utf-8"))).toBeUndefined();
    }
    expect(unmarkedUtf16(Buffer.alloc(100))).toBeUndefined();
    const sound = Buffer.from(
      Int16Array.from({ length: 500 }, (_, i) => Math.round(200 * Math.sin(i / 9)) & 255).buffer,
    );
    expect(unmarkedUtf16(sound)).toBeUndefined();
  });
});
