import { createHash, createHmac } from "node:crypto";

/**
 * Keyed pseudonyms: the same e-mail address gives the same pseudonym within a shop, and nobody without the shop's key
 * can tell whose it is or try addresses out. HMAC-SHA-256 (RFC 2104) over `kind:normalised`, its left half, as RFC 2104
 * section 5 allows: 128 bits, in 32 hexadecimal digits.
 */
export type PseudonymKind = "email" | "phone" | "account";

export const KEY_BYTES = 32;

const BLOCK = 64; // of SHA-256, in bytes
const DIGITS = 32;
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"; // no others: engines disagree on İ and Σ

/**
 * The macro `pseudonym(kind, written)` for one connection, null where nothing identifying was written. The key is part
 * of its text, so it must be a temporary macro: those are never written to disk.
 *
 * @throws {RangeError} for a key of the wrong length.
 */
export function pseudonymMacro(key: Uint8Array): string {
  checkLength(key);
  const hmac = (message: string) =>
    `sha256(unhex('${padded(key, 0x5c)}') || unhex(sha256(unhex('${padded(key, 0x36)}') || encode(${message}))))`;
  const digits = "regexp_replace(regexp_replace(written, '[^0-9]', '', 'g'), '^00', '')";
  return `create or replace temp macro identifying(kind, written) as case
      when kind = 'email' and contains(written, '@')
        then translate(nfc_normalize(trim(written)), '${CAPITALS}', '${CAPITALS.toLowerCase()}')
      when kind = 'account' then nullif(nfc_normalize(trim(written)), '')
      when kind = 'phone' then nullif(regexp_extract(${digits}, '^.{6,}$'), '')
    end;
    create or replace temp macro pseudonym(kind, written) as
      left(${hmac("kind || ':' || identifying(kind, written)")}, ${DIGITS})`;
}

/** The same in TypeScript, to look up one person; null where nothing identifying was written. */
export function pseudonym(key: Uint8Array, kind: PseudonymKind, written: string): string | null {
  checkLength(key);
  const identifying = normalised(kind, written);
  if (identifying === null) return null;
  return createHmac("sha256", key).update(`${kind}:${identifying}`).digest("hex").slice(0, DIGITS);
}

/** Says which key, without saying the key. */
export function keyFingerprint(key: Uint8Array): string {
  return createHash("sha256").update("shoplens key\0").update(key).digest("hex").slice(0, 16);
}

/**
 * How the same person writes the same thing: an address without regard to case, a number by its digits alone. A number
 * with and without its country's code stays two numbers: nothing says which country was meant. Fewer than six digits
 * are no number, else everyone who wrote "0" would be one person. An account's name is taken as it is written.
 */
function normalised(kind: PseudonymKind, written: string): string | null {
  if (kind === "phone") {
    const digits = written.replace(/[^0-9]/g, "").replace(/^00/, "");
    return digits.length >= 6 ? digits : null;
  }
  if (kind === "account") return written.replace(/^ +| +$/g, "").normalize("NFC") || null;
  if (!written.includes("@")) return null;
  const address = written.replace(/^ +| +$/g, "").normalize("NFC");
  return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function padded(key: Uint8Array, byte: number): string {
  return Buffer.from(Array.from({ length: BLOCK }, (_, i) => (key[i] ?? 0) ^ byte)).toString("hex");
}

function checkLength(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new RangeError(`a pseudonym key has ${KEY_BYTES} bytes, got ${key.length}`);
}
