import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve, sep } from "node:path";
import { KEY_BYTES, keyFingerprint } from "#protect/pseudonym.js";
import { readConfig, writeConfig } from "./shop-config.js";

/**
 * The key of a shop's pseudonyms, made on first use. It lives outside the shop, so that a copied shop does not carry
 * it along: in `$SHOPLENS_KEYS`, else in the user's configuration folder, readable by the user alone and named by its
 * fingerprint, which is all the shop itself knows of it.
 *
 * @throws {Error} when the shop has used a key that is not there any more, or when the keys would lie inside the shop.
 */
export function shopKey(folder: string): Uint8Array {
  const { keyFingerprint: fingerprint } = readConfig(folder);
  const keys = keysFolder();
  if (isInside(keys, folder)) {
    throw new Error(`SHOPLENS_KEYS is ${keys}, inside the shop it is to protect; expected a folder outside ${folder}`);
  }
  return fingerprint === undefined
    ? newKey(folder, keys)
    : knownKey(folder, join(keys, `${fingerprint}.key`), fingerprint);
}

function keysFolder(): string {
  const { SHOPLENS_KEYS: stated, XDG_CONFIG_HOME: configuration } = process.env;
  return resolve(stated || join(configuration || join(homedir(), ".config"), "shoplens", "keys"));
}

function isInside(keys: string, folder: string): boolean {
  const shop = realpathSync(folder);
  const real = existsSync(keys) ? realpathSync(keys) : keys;
  return [real, keys].some((path) => path === shop || path.startsWith(shop + sep));
}

/** The key is on disk before the shop says that it uses it: killed in between, a key is left that nobody uses. */
function newKey(folder: string, keys: string): Uint8Array {
  const key = randomBytes(KEY_BYTES);
  const fingerprint = keyFingerprint(key);
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const path = join(keys, `${fingerprint}.key`);
  writeFileSync(`${path}.part`, `${key.toString("hex")}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.part`, path);
  writeConfig(folder, { ...readConfig(folder), keyFingerprint: fingerprint });
  return key;
}

function knownKey(folder: string, path: string, fingerprint: string): Uint8Array {
  if (!existsSync(path)) {
    throw new Error(
      `the key of ${folder} is missing: expected ${path}. Without it, new data could not be matched to the customers ` +
        "already there; put the key back, or set SHOPLENS_KEYS to the folder that holds it",
    );
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
  if (key.length !== KEY_BYTES || keyFingerprint(key) !== fingerprint) {
    throw new Error(`${path} is not the key it is named after: it is damaged, or was overwritten`);
  }
  return key;
}
