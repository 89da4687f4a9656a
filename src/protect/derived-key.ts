import { hkdfSync } from "node:crypto";

const DERIVED_BYTES = 32;

/**
 * A key for one purpose from a shop's key, so that none serves two: HKDF with SHA-256 (RFC 5869).
 *
 * @param salt makes the keys of one purpose differ; empty where there is only one
 */
export function derivedKey(key: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array()): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, salt, `shoplens ${purpose}`, DERIVED_BYTES));
}
