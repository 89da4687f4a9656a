import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textAt, texts } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { phonePlans } from "./phone-plans.js";
import { KEY_BYTES, keyFingerprint, pseudonym, pseudonymMacro } from "./pseudonym.js";

const key = Uint8Array.from({ length: KEY_BYTES }, (_, i) => (i * 37 + 11) % 256);
const kinds = ["email", "phone", "account", "name", "address"] as const;
type Kind = (typeof kinds)[number];
type Asked = readonly [kind: Kind, written: string];

const pieces: Readonly<Record<Kind, readonly string[]>> = {
  email: [
    "a",
    "Z",
    "@",
    ".",
    "+",
    " ",
    "é",
    "e\u0301",
    "İ",
    "gmail.com",
    "@googlemail.com",
    "@outlook.de",
    "noreply",
    "\n",
    "ａ",
    "＠",
    "\u200b",
    "'",
    "中",
  ],
  phone: [
    "+",
    "00",
    "0",
    "(0)",
    "49",
    "86",
    "138",
    "170",
    "1234567",
    "8888888",
    "７",
    "＋",
    " ",
    "-",
    "*",
    "(",
    "x",
    "中",
    "\n",
  ],
  account: ["a", "Z", " ", "null", "0", "-", "\\x41", "'", "中", "NULL"],
  address: ["Musterweg", "MUSTERWEG", " 1", ", ", "北京市", "\n", "１", "null", "-"],
  name: [
    "Anna",
    "MÜLLER",
    "ü",
    "Ł",
    "Σ",
    " ",
    "-",
    ".",
    "张",
    "三",
    "先生",
    "Dr",
    "İ",
    "\t",
    "Ａ",
    "ß",
    "😀",
    "\uffee",
    "unknown",
  ],
};
const asked = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc.array(fc.constantFrom(...pieces[kind]), { maxLength: 8 }).map((parts): Asked => [kind, parts.join("")]),
  );

describe("a pseudonym", () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openDuckdb({
      path: ":memory:",
      memoryLimitMegabytes: 100,
      threads: 1,
      temporaryFolder: "",
      access: "write",
    });
    await warehouse.execute("create table asked (place double, kind varchar, written varchar)");
  });
  afterAll(() => warehouse.close());

  async function inSql(list: readonly Asked[], country: string | null, expression: string) {
    await warehouse.execute(pseudonymMacro(key, country));
    await warehouse.execute("truncate asked");
    await warehouse.append("asked", {
      rows: list.length,
      columns: {
        place: Float64Array.from(list, (_, i) => i),
        kind: { codes: Int32Array.from(list, ([kind]) => kinds.indexOf(kind)), words: [...kinds] },
        written: { codes: Int32Array.from(list, (_, i) => i), words: list.map(([, text]) => text) },
      },
    });
    const answered = texts(await warehouse.query(`select ${expression} as p from asked order by place`), "p");
    return list.map((_, i) => textAt(answered, i));
  }

  it("is HMAC-SHA-256 of kind and address, as node:crypto computes it, halved", () => {
    const whole = createHmac("sha256", key).update("email:anna@example.com").digest("hex");
    expect(pseudonym(key, "email", " Anna@Example.COM ")).toBe(whole.slice(0, 32));
  });

  it.each([null, "CN", "DE", "IT", "US"])(
    "is the same in SQL as in TypeScript, whatever was written, in %s",
    async (country) => {
      const list = fc.sample(asked, { numRuns: 500, seed: 1 });
      const found = await inSql(list, country, "pseudonym(kind, written)");
      expect(found).toEqual(list.map(([kind, text]) => pseudonym(key, kind, text, country)));
      expect(found.filter((value) => value === null).length).toBeGreaterThan(10);
      expect(new Set(found).size).toBeGreaterThan(100);
    },
  );

  const same: readonly (readonly [Kind, string | null, readonly string[]])[] = [
    [
      "email",
      null,
      [
        "anna@example.com",
        "ANNA@Example.com",
        " anna@example.com\t",
        "mailto:anna@example.com",
        "ａｎｎａ＠example.com",
        "anna\u200b@example.com",
      ],
    ],
    ["email", null, ["anna.b@gmail.com", "annab@gmail.com", "Anna.B+shop@googlemail.com", "a.n.n.a.b@GMAIL.com"]],
    ["email", null, ["anna.b@outlook.de", "anna.b+shop@outlook.de"]],
    ["email", null, ["É@x.de", "E\u0301@X.DE"]],
    ["phone", null, ["'+49 (170) 123-4567", "00491701234567", "+49 (0)170 1234567", "+４９ １７０ 1234567"]],
    [
      "phone",
      null,
      ["13812345678", "+86 138 1234 5678", "0086-138-1234-5678", "8613812345678", "１３８１２３４５６７８"],
    ],
    ["phone", "CN", ["13812345678", "+86 138 1234 5678", "0086-138-1234-5678", "8613812345678", "013812345678"]],
    ["phone", "CN", ["010-8765 4331", "+86 10 8765 4331"]],
    [
      "phone",
      "DE",
      [
        "0170 1234567",
        "+49 170 1234567",
        "0049 170/1234567",
        "491701234567",
        "1701234567",
        "+49 (0) 170 1234567",
        "+49 0170 1234567",
      ],
    ],
    ["phone", "GB", ["07700 900123", "+44 7700 900123", "447700900123"]],
    ["phone", "IT", ["391 234 5678", "+39 391 2345678", "393912345678"]],
    ["phone", "IT", ["06 1234 5679", "+39 06 1234 5679"]],
    ["phone", "US", ["(415) 555-2671", "1 415 555 2671", "+1 415 555 2671"]],
    ["phone", "HU", ["06 20 123 4567", "+36 20 123 4567"]],
    [
      "name",
      null,
      ["Anna Müller", "MÜLLER, Anna", "Anna Mueller", "Frau Dr. Anna  Müller", "anna\tmüller", "Ａnna Müller"],
    ],
    ["name", null, ["张三", "张 三", "张三先生", " 张三\u3000"]],
    ["address", null, ["Musterweg 1, 12345 Berlin", "MUSTERWEG  1\n12345 Berlin "]],
    ["name", null, ["Łukasz Żak", "ŁUKASZ ŻAK"]],
  ];
  it.each(same)("of kind %s, in %s, is one for %j", (kind, country, spellings) => {
    const found = spellings.map((written) => pseudonym(key, kind, written, country));
    expect(new Set(found)).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{32}$/)]));
    expect(found.every((one) => one === found[0])).toBe(true);
  });

  const apart: readonly (readonly [Kind, string | null, readonly string[]])[] = [
    ["email", null, ["anna.b@example.com", "annab@example.com", "annab+shop@example.com"]],
    ["email", null, ["anna.b@outlook.com", "annab@outlook.com"]],
    ["phone", null, ["01701234567", "+491701234567"]], // which country is not known
    ["phone", "DE", ["0170 1234567", "+43 170 1234567"]],
    ["name", null, ["Anna Müller", "Anna Muller", "Anne Müller", "A. Müller"]],
    ["account", null, ["Tony", "tony"]],
  ];
  it.each(apart)("of kind %s, in %s, is another for each of %j", (kind, country, spellings) => {
    const found = spellings.map((written) => pseudonym(key, kind, written, country));
    expect(new Set(found).size).toBe(spellings.length);
  });

  const nothing: readonly (readonly [Kind, readonly string[]])[] = [
    [
      "email",
      [
        "",
        "  ",
        "n/a",
        "null",
        "@",
        "a@",
        "@b",
        "unknown@example.com",
        "NoReply@shop.de",
        "no-reply-17@shop.de",
        "do_not_reply@x.com",
        "none@none.com",
        "guest@shop.example.invalid",
        "+tag@gmail.com",
      ],
    ],
    [
      "phone",
      [
        "",
        " ",
        "n/a",
        "0",
        "12345",
        "00000000",
        "+00000000",
        "+49 000000000",
        "11111111",
        "99999999999",
        "123456789",
        "0123456789",
        "+49 123456789",
        "13800138000",
        "138****0000",
      ],
    ],
    [
      "account",
      [
        "",
        " ",
        "null",
        "NULL",
        "None",
        "0",
        "000",
        "-",
        "00000000-0000-0000-0000-000000000000",
        "guest",
        "Unknown",
        "(not set)",
        "未知",
      ],
    ],
    ["name", ["", "-", "Anna", "张", "N/A", "unknown", "Gast", "Dr.", "123", "客户", "先生"]],
  ];
  it.each(nothing)("of kind %s is none for what identifies nobody: %j", async (kind, list) => {
    const none = list.map(() => null);
    for (const country of [null, "DE"]) {
      expect(list.map((written) => pseudonym(key, kind, written, country))).toEqual(none);
      expect(
        await inSql(
          list.map((written): Asked => [kind, written]),
          country,
          "pseudonym(kind, written)",
        ),
      ).toEqual(none);
    }
  });

  it("differs from shop to shop and from kind to kind", () => {
    const other = key.map((byte) => byte ^ 1);
    const found = [
      pseudonym(key, "email", "1701234567@x"),
      pseudonym(other, "email", "1701234567@x"),
      pseudonym(key, "phone", "1701234567@x"),
    ];
    expect(new Set(found).size).toBe(3);
    expect(keyFingerprint(other)).not.toBe(keyFingerprint(key));
  });

  it("stands for an id that is an address, never the address, and is taken as it is where it is one already", async () => {
    const anna = pseudonym(key, "email", "anna@example.com");
    const list = ["u-7", "anna@example.com", "ANNA＠example.com", "noreply@shop.de", "a@b@c"];
    const ids = list.map((written): Asked => ["email", written]);
    expect(await inSql(ids, null, "person_id(written)")).toEqual(["u-7", anna, anna, null, null]);
    const again = ["anna@example.com", anna ?? ""].map((written): Asked => ["email", written]);
    expect(await inSql(again, null, "pseudonymous(kind, written)")).toEqual([anna, anna]);
  });

  it("needs a key of 32 bytes", () => {
    expect(() => pseudonymMacro(key.subarray(1), null)).toThrow("a pseudonym key has 32 bytes, got 31");
  });

  it("knows only plans in which what is inside a country cannot be longer than E.164 allows", () => {
    for (const [country, { code, digits, mobile }] of Object.entries(phonePlans)) {
      expect(country).toMatch(/^[A-Z]{2}$/);
      expect(digits[0] <= mobile[0] && mobile[1] <= digits[1] && code.length + digits[1] <= 15, country).toBe(true);
    }
  });
});
