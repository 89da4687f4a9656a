import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInPlace, readSource } from "#ingest/read-source.js";
import { fileOnDisk } from "#ingest/source-file.js";
import { type LoadingShop, openLoadingShop } from "../loading-shop.js";
import { shoplens } from "../shoplens-process.js";

const csv = "event,occurred_at,customer_id\nview,2024-01-01 10:00:00,a\n";
const NOBODY = 65534;

describe("a file that cannot be read to its end", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  afterAll(() => shop.close());

  const events = () => shop.rows("select count(*) as n from events");
  const messageOf = async (path: string, progress: () => void = () => undefined) => {
    const [report] = await shop.load([path], { progress });
    return report?.kind === "refused" ? report.message : "it was loaded";
  };

  it("is a link to nothing", async () => {
    const link = join(shop.folder, "link.csv");
    symlinkSync(join(shop.folder, "gone.csv"), link);
    expect(await messageOf(link)).toBe(`${link} is a link to nothing`);
  });

  it("is a pipe that nobody writes to: it is not waited for", async () => {
    const pipe = join(shop.folder, "pipe.csv");
    execFileSync("mkfifo", [pipe]);
    expect(await messageOf(pipe)).toBe(`${pipe} is a pipe or a device, expected a file: write it to one first`);
    expect(await messageOf("/dev/zero")).toMatch(/is a pipe or a device/);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "may not be read by this user (tried as another one, which takes root)",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "shoplens-other-"));
      try {
        chmodSync(folder, 0o777);
        const secret = join(folder, "secret.csv");
        writeFileSync(secret, csv, { mode: 0o600 });
        const other = { uid: NOBODY, environment: { HOME: folder } };
        expect(await shoplens(["init", join(folder, "shop")], other)).toMatchObject({ code: 0 });
        const { code, stderr } = await shoplens(["ingest", join(folder, "shop"), secret], other);
        expect(stderr).toMatch(
          /^refused: \S+secret\.csv may not be read by this user \(EACCES\); change its permissions$/m,
        );
        expect(code).toBe(1);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it("grows, shrinks or is taken away while it is read: none of it is loaded", async () => {
    const rows = csv + "view,2024-01-01 10:00:00,b\n".repeat(150_000); // several pieces
    for (const [change, message] of [
      [
        (path: string) => appendFileSync(path, "view,2024-01-0"),
        /changed while it was read \(from \d+ to \d+ bytes\); load it again/,
      ],
      [
        (path: string) => truncateSync(path, 2_000_000),
        /changed while it was read \(from \d+ to 2000000 bytes\); load it again/,
      ],
      [(path: string) => rmSync(path), /was taken away while it was read; load it again once it is complete/],
    ] as const) {
      const path = shop.write("log.csv", rows);
      let once = () => {
        once = () => undefined;
        change(path);
      };
      expect(await messageOf(path, () => once())).toMatch(message);
      expect(await events()).toEqual([{ n: 0 }]);
    }
    expect(await messageOf(shop.write("log.csv", csv))).toBe("it was loaded");
  });

  it("is Parquet that somebody else writes to meanwhile", async () => {
    const path = join(shop.folder, "e.parquet");
    await shop.warehouse.execute(
      `copy (select 'view' as event, timestamp '2024-01-01' as occurred_at from range(100000)) to '${path}' (format parquet)`,
    );
    let once = () => {
      once = () => undefined;
      appendFileSync(path, "more");
    };
    expect(await messageOf(path, () => once())).toMatch(/changed while it was read|is a damaged Parquet file/);
  });

  it("is Parquet that is damaged, or written to, where it is looked at only to the end: the others are loaded", async () => {
    const path = join(shop.folder, "late.parquet");
    const rows =
      "select md5(cast(i as varchar)) as customer_id, 'view' as event, timestamp '2024-01-01' as occurred_at from range(30000) t(i)";
    await shop.warehouse.execute(`copy (${rows}) to '${path}' (format parquet)`);
    const damaged = shop.write("damaged.parquet", readFileSync(path).fill(0xff, 20_000, 20_400));
    const reports = await shop.load([damaged, shop.write("sound.csv", csv)]);
    expect(reports.map(({ kind }) => kind).toSorted()).toEqual(["loaded", "refused"]);
    const refused = reports.find(({ kind }) => kind === "refused");
    expect(refused).toMatchObject({ message: expect.stringContaining("damaged.parquet is a damaged Parquet file (") });

    const source = await readSource(shop.warehouse, fileOnDisk(path), {
      temporaryFolder: shop.folder,
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    const written = readInPlace(shop.warehouse, source, async () => appendFileSync(path, "more"));
    await expect(written).rejects.toThrow(/late\.parquet changed while it was read/);
  });
});
