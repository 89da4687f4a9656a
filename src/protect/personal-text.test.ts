import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personalIn, SUSPICIOUS, withoutPersonal } from "./personal-text.js";

const found = (text: string) => personalIn(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

/** A number with the check digit of GB 11643, from its first 17 digits. */
function identityNumber(first: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return first + "10X98765432"[weights.reduce((sum, weight, i) => sum + weight * Number(first[i]), 0) % 11];
}

/** A number with Luhn's check digit. */
function cardNumber(first: string): string {
  const digit = [...Array(10).keys()].find((last) => {
    const sum = [...`${first}${last}`].toReversed().map((d, i) => (i % 2 ? Number(d) * 2 : Number(d)));
    return sum.reduce((total, d) => total + (d > 9 ? d - 9 : d), 0) % 10 === 0;
  });
  return `${first}${digit}`;
}

const ID = identityNumber("11010119900307231");
const ID_X = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
  .map((d) => identityNumber(`4403061988112300${d}`))
  .find((n) => n.endsWith("X"))!;
const CARD = cardNumber("622202100112345678");

describe("personal data in text", () => {
  it.each([
    ["write to anna.b+shop@mail.example.co.uk, please", "anna.b+shop@mail.example.co.uk"],
    ["邮箱zhang_san@qq.com联系我", "zhang_san@qq.com"],
    ["发到ｚｈａｎｇ＠１６３．ｃｏｍ吧", "ｚｈａｎｇ＠１６３．ｃｏｍ"],
    ["/account?email=anna%40example.com&x=1", "anna%40example.com"],
    ["anna (at) example (dot) com", "anna (at) example (dot) com"],
    ["JÖRG@EXAMPLE.DE!", "JÖRG@EXAMPLE.DE"],
    ["张三@例子.公司", "张三@例子.公司"],
  ])("finds the address in %j", (text, address) => expect(found(text)).toEqual([`email: ${address}`]));

  it.each([
    ["打我手机13812345678谢谢", "13812345678"],
    ["138 1234 5678", "138 1234 5678"],
    ["138-1234-5678，急", "138-1234-5678"],
    ["+86 138 1234 5678", "+86 138 1234 5678"],
    ["+86-13812345678", "+86-13812345678"],
    ["008613812345678", "008613812345678"],
    ["（86）13812345678", "（86）13812345678"],
    ["电话：１３８１２３４５６７８", "１３８１２３４５６７８"],
    ["微信同号 1 3 8 1 2 3 4 5 6 7 8", "1 3 8 1 2 3 4 5 6 7 8"],
    ["tel13812345678", "13812345678"],
    ["座机010-12345678转801不通".replace("1234", "6234"), "010-62345678转801"],
    ["(0571) 8765 4321", "(0571) 8765 4321"],
    ["call +49 (0) 170 1234567 now", "+49 (0) 170 1234567"],
    ["+1 212-555-0123", "+1 212-555-0123"],
    ["(212) 555-0123", "(212) 555-0123"],
    ["reach me: 212.555.0123.", "212.555.0123"],
    ["0044 7911 123456", "0044 7911 123456"],
    ["0049-170-1234567", "0049-170-1234567"],
    ["Bitte unter 0170 1234567 anrufen", "0170 1234567"],
    ["030/1234567", "030/1234567"],
    ["06 12 34 56 78", "06 12 34 56 78"],
    ["07911 123456", "07911 123456"],
    ["020 7946 0958", "020 7946 0958"],
    ["090-1234-5678", "090-1234-5678"],
    ["(11) 91234-5678", "(11) 91234-5678"],
    ["8 (912) 345-67-89", "8 (912) 345-67-89"],
    ["my phone number is 1234567", "1234567"],
    ["Tel.: 089 1234 5678", "089 1234 5678"],
    ["?phone=%2B491701234567", "%2B491701234567"],
    ["WhatsApp 98765 43210", "98765 43210"],
  ])("finds the number in %j", (text, number) => expect(found(text)).toEqual([`phone: ${number}`]));

  it.each([
    [`身份证${ID}`, ID],
    [`证件号:${ID_X.toLowerCase()}`, ID_X.toLowerCase()],
    [`${ID.slice(0, 6)} ${ID.slice(6, 14)} ${ID.slice(14)}`, `${ID.slice(0, 6)} ${ID.slice(6, 14)} ${ID.slice(14)}`],
    ["老身份证110101900307231。", "110101900307231"],
  ])("finds the identity number in %j", (text, number) => expect(found(text)).toEqual([`identity number: ${number}`]));

  it.each([
    [`转到${CARD}工行`, CARD],
    [`卡号 ${CARD.replace(/(\d{4})(?=\d)/g, "$1 ")}`, CARD.replace(/(\d{4})(?=\d)/g, "$1 ")],
    ["paid with 4111 1111 1111 1111", "4111 1111 1111 1111"],
    ["5555-5555-5555-4444", "5555-5555-5555-4444"],
    ["3782 822463 10005", "3782 822463 10005"],
  ])("finds the card in %j", (text, number) => expect(found(text)).toEqual([`bank card: ${number}`]));

  it.each([
    ["亲爱的张先生，您好", "张"],
    ["王小明女士要退货", "王小明"],
    ["收货人：欧阳娜娜，电话", "欧阳娜娜"],
    ["我叫李雷，", "李雷"],
    ["Dear Mrs. Miller,\nthank you", "Miller"],
    ["Hi Anna,", "Anna"],
    ["my name is Anna Maria de la Cruz and", "Anna Maria de la Cruz"],
    ["Leave it with Mr. O'Neil at the door", "O'Neil"],
    ["Sehr geehrte Frau Müller-Lüdenscheidt,", "Müller-Lüdenscheidt"],
    ["It broke.\nKind regards,\nAnna Muster", "Anna Muster"],
  ])("finds the name in %j", (text, name) => expect(found(text)).toEqual([`name: ${name}`]));

  it.each([
    "订单号13812345678还没发货",
    "快递单号：6222021001123456789",
    "Order #212-555-0123 is late",
    "order 2024-000123, placed 2024-01-31 09:30:00",
    "SKU 200-300-40001 and SF1234567890123",
    "138.12345678",
    "ISBN 978-7-111-05425-2, EAN 4006381333931",
    "WHITE METAL LANTERN 6 x 2.55 = 15.30",
    "3 @ 4.99, up to 12,345,678 pieces",
    "192.168.100.200 and 2001:0db8:85a3::8a2e",
    "1704449000123456 and 1704449000",
    "i'm 5'3\" 135# 36c 38-27-35",
    "800×600，640×480，320×240",
    "07 08 2024 and 01.02.2024",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.109 Safari/537.36",
    "好评！66666666666666",
    "GIFT BAG 0012345678905",
    "手机 128G 256G 512G 1999元",
    "phone case 2024-01-31, iPhone 15 128GB",
    "价格 1399 1499 1599 1699",
    "客服小姐姐很好，男士女士都能用",
    "Dear customer, Dear Sir or Madam, Hello Team!",
    "Dr. Martens boots and a Mr. Coffee pot",
    "Hi, there is a hole",
    "身份证110101199003072310", // its check digit is wrong
    "4111 1111 1111 1112", // Luhn
  ])("leaves %j as it is", (text) => expect(found(text)).toEqual([]));

  it("hides what it finds and nothing else", () => {
    expect(withoutPersonal(`Hi Anna, mail a@b.de or call +49 170 1234567; 订单2024000123，身份证${ID}`)).toBe(
      "Hi •••, mail •@• or call •••; 订单2024000123，身份证•••",
    );
  });

  it("takes a label for no greeting", () => {
    expect(withoutPersonal("Hello Kitty, 13812345678", "label")).toBe("Hello Kitty, •••");
  });

  it("finds nothing in a text that SQL would sort out beforehand", () => {
    const suspicious = new RegExp(SUSPICIOUS, "i");
    const piece = fc.constantFrom(
      "a@b.de",
      "138",
      "1234",
      "5678",
      "+49",
      " ",
      "-",
      "(",
      ")",
      "０",
      "Dear ",
      "Anna",
      ", ",
      "\n",
      "张",
      "先生",
      "我叫",
      "name:",
      ID,
      CARD,
      "regards",
      "Mr. ",
      "tel ",
      "(at)",
      "[ at ]",
      "(dot)",
      "com",
      "%40",
      "/",
      "00",
      "x",
      "。",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = pieces.join("");
        if (personalIn(text).length > 0) expect(text).toMatch(suspicious);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes no longer for a hostile text than its length warrants", () => {
    const started = performance.now();
    for (const piece of ["a", "1", "1 ", "@", "a@", "a.", "张", "Dear ", "tel ", "0", "+1", "(", "A "])
      withoutPersonal(piece.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
