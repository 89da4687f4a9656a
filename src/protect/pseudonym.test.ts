import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textAt, texts } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { KEY_BYTES, keyFingerprint, pseudonym, pseudonymMacro } from "./pseudonym.js";

const key = Uint8Array.from({ length: KEY_BYTES }, (_, i) => (i * 37 + 11) % 256);
const open = () =>
  openDuckdb({ path: ":memory:", memoryLimitMegabytes: 100, threads: 1, temporaryFolder: "", access: "write" });

const kinds = ["email", "phone", "account"] as const;

describe("a pseudonym", () => {
  it("is HMAC-SHA-256 of kind and address, as node:crypto computes it, halved", () => {
    const whole = createHmac("sha256", key).update("email:anna@example.com").digest("hex");
    expect(pseudonym(key, "email", " Anna@Example.COM ")).toBe(whole.slice(0, 32));
  });

  it("is the same in SQL as in TypeScript, whatever was written", async () => {
    const warehouse = await open();
    await warehouse.execute(pseudonymMacro(key));
    await warehouse.execute("create table asked (place double, kind varchar, written varchar)");
    const piece = fc.constantFrom(
      "a",
      "Z",
      "@",
      ".",
      " ",
      "+49",
      "0",
      "170",
      "(",
      "é",
      "e\u0301",
      "İ",
      "Σ",
      "\\x41",
      "'",
      "中",
    );
    const written = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    const asked = fc.sample(fc.tuple(fc.constantFrom(...kinds), written), {
      numRuns: 400,
      seed: 1,
    });
    await warehouse.append("asked", {
      rows: asked.length,
      columns: {
        place: Float64Array.from(asked, (_, i) => i),
        kind: { codes: Int32Array.from(asked, ([kind]) => kinds.indexOf(kind)), words: [...kinds] },
        written: { codes: Int32Array.from(asked, (_, i) => i), words: asked.map(([, text]) => text) },
      },
    });
    const answered = await warehouse.query("select pseudonym(kind, written) as p from asked order by place");
    const inSql = asked.map((_, i) => textAt(texts(answered, "p"), i));
    expect(inSql).toEqual(asked.map(([kind, text]) => pseudonym(key, kind, text)));
    expect(inSql.filter((value) => value === null).length).toBeGreaterThan(10);
  });

  it("is one for the ways in which one person writes an address or a number", () => {
    expect(pseudonym(key, "phone", "'+49 (170) 123-4567")).toBe(pseudonym(key, "phone", "00491701234567"));
    expect(pseudonym(key, "email", "É@x.de")).toBe(pseudonym(key, "email", "E\u0301@X.DE"));
  });

  it("is none for what identifies nobody", () => {
    for (const nothing of ["", "  ", "n/a", "0", "12345"]) {
      expect([pseudonym(key, "phone", nothing), pseudonym(key, "email", nothing)]).toEqual([null, null]);
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

  it("needs a key of 32 bytes", () => {
    expect(() => pseudonymMacro(key.subarray(1))).toThrow("a pseudonym key has 32 bytes, got 31");
  });
});
