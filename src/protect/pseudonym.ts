import { createHash, createHmac } from "node:crypto";
import { addressSpelling } from "./address-spelling.js";
import { emailSpelling } from "./email-spelling.js";
import { nameSpelling } from "./name-spelling.js";
import { nobody } from "./nobody.js";
import { phoneSpelling } from "./phone-spelling.js";
import { drop, replaceAll, type Spelling, spelled, spelledSql } from "./spelling.js";

/**
 * Keyed pseudonyms: the same e-mail address gives the same pseudonym within a shop, and nobody without the shop's key
 * can tell whose it is or try addresses out. HMAC-SHA-256 (RFC 2104) over `kind:spelled`, its left half, as RFC 2104
 * section 5 allows: 128 bits, in 32 hexadecimal digits. What is the same address, number or name in another spelling
 * is said in the spelling of its kind.
 */
export type PseudonymKind = "email" | "phone" | "account" | "name" | "address";

export const KEY_BYTES = 32;

const BLOCK = 64; // of SHA-256, in bytes
const DIGITS = 32;

/** An account's name is taken as it is written. */
const accountSpelling: Spelling = [replaceAll("^ +| +$", ""), drop(`^(?:${nobody})$`)];

const phoneSpellings = new Map<string | null, Spelling>();

/** @param country see phoneSpelling */
function spellings(country: string | null): Readonly<Record<PseudonymKind, Spelling>> {
  const phone = phoneSpellings.get(country) ?? phoneSpelling(country);
  phoneSpellings.set(country, phone);
  return { email: emailSpelling, phone, account: accountSpelling, name: nameSpelling, address: addressSpelling };
}

/**
 * Macros for one connection. The key is part of their text, so they must be temporary: those are never written to disk.
 *
 * - `pseudonym(kind, written)`: null where nothing identifying was written.
 * - `person_id(written)`: an id as it is, but of an e-mail address its pseudonym: null for one nobody reads.
 * - `pseudonymous(kind, written)`: what is a pseudonym already, as it is; anything else as its pseudonym.
 *
 * @param country ISO 3166 code of the shop, for phone numbers that name none
 * @throws {RangeError} for a key of the wrong length.
 */
export function pseudonymMacro(key: Uint8Array, country: string | null): string {
  checkLength(key);
  const hmac = (message: string) =>
    `sha256(unhex('${padded(key, 0x5c)}') || unhex(sha256(unhex('${padded(key, 0x36)}') || encode(${message}))))`;
  const cases = Object.entries(spellings(country)).map(
    ([kind, steps]) => `when kind = '${kind}' then ${spelledSql(steps, "written")}`,
  );
  return `create or replace temp macro identifying(kind, written) as case ${cases.join(" ")} end;
    create or replace temp macro pseudonym(kind, written) as
      left(${hmac("kind || ':' || identifying(kind, written)")}, ${DIGITS});
    create or replace temp macro person_id(written) as
      case when regexp_matches(written, '[@＠]') then pseudonym('email', written) else written end;
    create or replace temp macro pseudonymous(kind, written) as
      case when regexp_full_match(written, '[0-9a-f]{${DIGITS}}') then written else pseudonym(kind, written) end`;
}

/** The same in TypeScript, to look up one person; null where nothing identifying was written. */
export function pseudonym(
  key: Uint8Array,
  kind: PseudonymKind,
  written: string,
  country: string | null = null,
): string | null {
  checkLength(key);
  const identifying = spelled(spellings(country)[kind], written);
  if (identifying === null) return null;
  return createHmac("sha256", key).update(`${kind}:${identifying}`).digest("hex").slice(0, DIGITS);
}

/** Says which key, without saying the key. */
export function keyFingerprint(key: Uint8Array): string {
  return createHash("sha256").update("shoplens key\0").update(key).digest("hex").slice(0, 16);
}

function padded(key: Uint8Array, byte: number): string {
  return Buffer.from(Array.from({ length: BLOCK }, (_, i) => (key[i] ?? 0) ^ byte)).toString("hex");
}

function checkLength(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new RangeError(`a pseudonym key has ${KEY_BYTES} bytes, got ${key.length}`);
}
