import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ingestInto } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { shoplens } from "../shoplens-process.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-full-"));
const disk = join(folder, "disk");

/** A disk of so many MiB of its own; false where this user may not make one. */
function mounted(megabytes: number): boolean {
  try {
    mkdirSync(disk, { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", disk], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

const canMount = mounted(8);
if (!canMount) rmSync(folder, { recursive: true });

describe.skipIf(!canMount)("a disk that is full (needs the right to mount one)", () => {
  const shop = join(disk, "shop");
  const small = join(folder, "small.csv");
  const large = join(folder, "large.csv");
  const header = "order_id,item_id,quantity,unit_price,occurred_at\n";
  beforeAll(async () => {
    writeFileSync(small, `${header}1,A,1,2.00,2024-01-01\n`);
    const row = (i: number) => `${(i * 7919) % 1_000_003}-${i},${(i * 104_729) % 999_983},1,${i % 977}.50,2024-01-05\n`;
    writeFileSync(large, header + Array.from({ length: 250_000 }, (_, i) => row(i)).join(""));
    expect(await shoplens(["run", shop, "profile", "--from", small])).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(() => {
    execFileSync("umount", [disk]);
    rmSync(folder, { recursive: true });
  });

  it("is named with the shop, what was being read and what to do; the shop is as it was, with nothing left over", async () => {
    const { code, stdout, stderr } = await shoplens(["ingest", shop, large]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^shoplens: the disk of \S+shop is full \(while reading \S+large\.csv: .+\): nothing was loaded; free some space and load again$/m,
    );
    expect(stderr).not.toMatch(/^\s+at /m);
    const described = await shoplens(["describe", shop, "--json"]);
    expect(JSON.parse(described.stdout)).toMatchObject({ tables: { order_lines: 1 }, refused: { rows: 0 } });
    expect(readdirSync(join(shop, "tmp"))).toEqual([]);
  });

  it("may fill when everything is read and checked: then nothing is loaded either", async () => {
    const ballast = join(disk, "ballast");
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i}-${(i * 104_729) % 999_983},${i},1,1,2024-01-05\n`);
    writeFileSync(large, header + rows.join(""));
    const opened = await openShop(shop, { access: "write" });
    const fill = (_: number, doing: string) => {
      if (doing !== "loading") return;
      try {
        for (;;) appendFileSync(ballast, Buffer.alloc(1 << 16));
      } catch {} // not a byte is left
    };
    try {
      await expect(ingestInto(opened, [large], { progress: fill })).rejects.toThrow(
        /^the disk of \S+shop is full \(while loading: .+\): nothing was loaded; free some space and load again$/,
      );
    } finally {
      opened.close();
      rmSync(ballast);
    }
    const described = await shoplens(["describe", shop, "--json"]);
    expect(JSON.parse(described.stdout)).toMatchObject({ tables: { order_lines: 1 } });
  });

  it("is none to a shop that fits it again", async () => {
    expect((await shoplens(["ingest", shop, small])).stdout).toContain("1 rows loaded as order_lines");
  });
});
