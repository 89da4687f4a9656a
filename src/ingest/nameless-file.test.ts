import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { namelessFile } from "./nameless-file.js";

describe("a file without a name", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-nameless-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("can be read from its beginning by whoever is told its path, and is gone when it is closed", () => {
    const file = namelessFile(join(folder, "a.part"));
    writeSync(file.descriptor, "anna@example.com\n");
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    for (let times = 0; times < 2; times += 1) expect(readFileSync(file.path, "utf8")).toBe("anna@example.com\n");
    file.close();
    expect(existsSync(file.path)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(!existsSync("/proc/self/fd"))("stands in no folder while it is open (needs /proc)", () => {
    const file = namelessFile(join(folder, "b.part"));
    expect(readdirSync(folder)).toEqual([]);
    file.close();
  });

  it("does not write over a file that is there", () => {
    const path = join(folder, "c.part");
    writeFileSync(path, "somebody's");
    expect(() => namelessFile(path)).toThrow("EEXIST");
    expect(readFileSync(path, "utf8")).toBe("somebody's");
  });
});
