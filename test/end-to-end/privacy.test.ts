import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { commandLine, type Said } from "./command-line.js";
import { type PrivacyGround, privacyGround } from "./privacy-ground.js";

const PEOPLE = 24;

describe("two dozen people planted in twenty files", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-privacy-"));
  const shop = join(folder, "shop");
  let ground: PrivacyGround;
  let said: Said;

  beforeAll(async () => {
    vi.stubEnv("SHOPLENS_KEYS", join(folder, "keys"));
    ground = await privacyGround(folder, PEOPLE, 1);
    await commandLine("init", shop, "--currency", "EUR", "--time-zone", "Asia/Shanghai");
    said = await commandLine("ingest", shop, ...ground.files);
  }, 60_000);
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it("are loaded, some of their rows and lines refused", () => {
    expect(said).toMatchObject({ code: 0, stderr: "" });
    expect(said.stdout.match(/rows loaded as/g)).toHaveLength(ground.files.length + 1); // two are in one archive
    expect(said.stdout.match(/refused \(kept in quarantine/g)?.length).toBeGreaterThan(15);
  });

  it("are nowhere in the shop, nor in what was printed", async () => {
    const { traces, files } = await ground.tracesIn(shop);
    expect(traces.slice(0, 20)).toEqual([]);
    expect(files).toBeGreaterThan(30);
    expect(ground.tracesInPrint(said.stdout + said.stderr)).toEqual([]);
  });

  it("leave the vault as it is when they are loaded again", async () => {
    const before = readdirSync(join(shop, "vault"));
    const some = ground.files.filter((file) => /shopify|taobao|reviews|segment|sensors|[.]parquet/.test(file));
    expect(some.length).toBeGreaterThan(5);
    expect((await commandLine("ingest", shop, ...some)).code).toBe(0);
    expect(readdirSync(join(shop, "vault"))).toEqual(before);
    expect((await ground.tracesIn(shop)).traces).toEqual([]);
  });

  it("are not in an answer, a model or a report, only in the list that is revealed outside the shop", async () => {
    const run = await commandLine("run", shop);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const list = join(folder, "list.csv");
    expect(
      (await commandLine("export", shop, "profile", "--reveal", "email,phone,name,address", "--to", list)).code,
    ).toBe(0);
    const revealed = ground.tracesInPrint(readFileSync(list, "utf8"));
    const kinds = new Set(revealed.map(({ what }) => what.replace(/ of .*/, "")));
    expect([...kinds].toSorted()).toEqual(["address", "e-mail", "name", "phone"]);
    const plain = await commandLine("describe", shop);
    expect((await ground.tracesIn(shop)).traces.slice(0, 20)).toEqual([]);
    expect(ground.tracesInPrint(run.stdout + run.stderr + plain.stdout)).toEqual([]);
  });

  it("are taken away with what a killed load left, by a command that only reads", async () => {
    const left = join(shop, "tmp", "write-1-killed");
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, "duckdb_temp_storage_DEFAULT-0.tmp"), ground.people.map(({ email }) => email).join("\n"));
    expect((await ground.tracesIn(shop)).traces).toHaveLength(2 * PEOPLE); // the last name stands in the address
    expect((await commandLine("describe", shop)).code).toBe(0);
    expect((await ground.tracesIn(shop)).traces).toEqual([]);
    expect(readdirSync(join(shop, "tmp"))).toEqual([]);
  });

  it("would be found if they were there", async () => {
    const who = ground.people[5]!;
    writeFileSync(join(shop, "a.txt"), Buffer.from(`xx${who.email} ${who.chineseName}`, "utf16le"));
    writeFileSync(join(shop, "b.txt"), Buffer.from(`of ${who.identityNumber}`).toString("base64"));
    const { traces } = await ground.tracesIn(shop);
    expect(new Set(traces.map(({ what, where }) => `${what} in ${where}`))).toEqual(
      new Set(["e-mail of 5 in a.txt", "name of 5 in a.txt", "identity number of 5 in b.txt"]),
    );
  });
});
