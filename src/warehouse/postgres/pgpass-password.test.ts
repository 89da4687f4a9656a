import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pgpassPassword } from "./pgpass-password.js";

describe("the password file", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-pgpass-"));
  const path = join(folder, "pgpass");
  const before = process.env["PGPASSFILE"];
  const login = { host: "db.example.com", port: 5432, database: "shop", user: "keeper" };
  beforeAll(() => {
    process.env["PGPASSFILE"] = path;
    const lines = [
      "# host:port:database:user:password",
      "other:*:*:*:no",
      "db.example.com:5432:shop:keeper:a\\:b\\\\c",
      "localhost:*:*:keeper:socket",
      "*:*:*:guest:any",
    ];
    writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600 });
  });
  afterAll(() => {
    if (before === undefined) delete process.env["PGPASSFILE"];
    else process.env["PGPASSFILE"] = before;
    rmSync(folder, { recursive: true });
  });

  it("has that of the first line that fits, an asterisk fitting all", () => {
    expect(pgpassPassword(login)).toBe("a:b\\c");
    expect(pgpassPassword({ ...login, user: "guest" })).toBe("any");
    expect(pgpassPassword({ ...login, host: "/run/postgresql" })).toBe("socket");
    expect(pgpassPassword({ ...login, port: 5433 })).toBeUndefined();
  });

  it("is not used where others may read it, or where it is not there", () => {
    chmodSync(path, 0o644);
    expect(pgpassPassword(login)).toBeUndefined();
    process.env["PGPASSFILE"] = join(folder, "absent");
    expect(pgpassPassword(login)).toBeUndefined();
  });
});
