import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newConfig, readConfig, writeConfig } from "./shop-config.js";

describe("shoplens.json", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-config-"));
    writeConfig(folder, newConfig(folder, { name: "Linden" }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function withCleaning(cleaning: unknown): void {
    const path = join(folder, "shoplens.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), cleaning }));
  }

  it("may say what is done about doubtful rows", () => {
    withCleaning({ "orders.repeated": "drop" });
    expect(readConfig(folder).cleaning).toEqual({ "orders.repeated": "drop" });
  });

  it.each([
    [{ "orders.repaeted": "drop" }, 'cleaning has no rule "orders.repaeted", expected one of'],
    [{ "orders.repeated": "cap" }, 'cleaning of orders.repeated is "cap", expected one of flag, drop, off'],
    [{ "orders.repeated": "delete" }, 'cleaning of orders.repeated is "delete", expected one of flag, drop, off'],
    [{ "orders.repeated": true }, "cleaning of orders.repeated is true, expected one of flag, drop, off"],
    ["drop", "expected record, received string"],
  ])("with cleaning %j is refused in a sentence that says what was expected", (cleaning, sentence) => {
    withCleaning(cleaning);
    expect(() => readConfig(folder)).toThrow(/shoplens\.json cannot be understood: /);
    expect(() => readConfig(folder)).toThrow(sentence);
  });
});
