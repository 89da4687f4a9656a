import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keyFingerprint } from "#protect/pseudonym.js";
import { newConfig, readConfig, writeConfig } from "./shop-config.js";
import { shopKey } from "./shop-key.js";

describe("the key of a shop", () => {
  let folder = "";
  let shop = "";
  let keys = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-key-"));
    shop = join(folder, "shop");
    keys = join(folder, "keys");
    vi.stubEnv("SHOPLENS_KEYS", keys);
    writeConfig(shop, newConfig(shop, {}));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("is made once and stays the same", () => {
    const key = shopKey(shop);
    expect(key).toHaveLength(32);
    expect(shopKey(shop)).toEqual(key);
    expect(readdirSync(keys)).toEqual([`${keyFingerprint(key)}.key`]);
  });

  it("is the user's alone, and the shop knows only its fingerprint", () => {
    const key = shopKey(shop);
    const fingerprint = keyFingerprint(key);
    expect(statSync(join(keys, `${fingerprint}.key`)).mode & 0o777).toBe(0o600);
    expect(statSync(keys).mode & 0o777).toBe(0o700);
    expect(readConfig(shop).keyFingerprint).toBe(fingerprint);
    const inShop = readdirSync(shop).map((name) => readFileSync(join(shop, name), "utf8"));
    expect(inShop.join()).not.toContain(Buffer.from(key).toString("hex"));
  });

  it("lies in the user's configuration when no other folder is named", () => {
    vi.stubEnv("SHOPLENS_KEYS", "");
    vi.stubEnv("XDG_CONFIG_HOME", join(folder, "config"));
    const key = shopKey(shop);
    expect(readdirSync(join(folder, "config", "shoplens", "keys"))).toEqual([`${keyFingerprint(key)}.key`]);
  });

  it("is missed, not made anew, once the shop has used one", () => {
    const key = shopKey(shop);
    rmSync(keys, { recursive: true });
    expect(() => shopKey(shop)).toThrow(
      new RegExp(`the key of .+ is missing: expected .+${keyFingerprint(key)}\\.key`),
    );
    expect(readdirSync(folder)).not.toContain("keys");
  });

  it("is not taken from a file that holds another", () => {
    const path = join(keys, `${keyFingerprint(shopKey(shop))}.key`);
    for (const content of ["00".repeat(32), "", "no hexadecimal"]) {
      writeFileSync(path, content);
      expect(() => shopKey(shop)).toThrow("is not the key it is named after");
    }
  });

  it("never lies inside the shop, not even behind a link", () => {
    vi.stubEnv("SHOPLENS_KEYS", join(shop, "keys"));
    expect(() => shopKey(shop)).toThrow(/inside the shop it is to protect/);
    mkdirSync(join(shop, "quarantine"));
    symlinkSync(join(shop, "quarantine"), keys);
    vi.stubEnv("SHOPLENS_KEYS", keys);
    expect(() => shopKey(shop)).toThrow(/inside the shop it is to protect/);
    expect(readConfig(shop).keyFingerprint).toBeUndefined();
  });
});
