import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandLine } from "./command-line.js";

describe("a file of the shop's own form on the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-map-"));
  const shop = join(folder, "my shop");
  const file = join(folder, "till.csv");
  const map = join(folder, "till.map.json");
  beforeAll(async () => {
    await commandLine("init", shop, "--currency", "EUR");
    writeFileSync(file, "Receipt;Date;Article;Qty;Price;E-mail\n1;31.01.2024;TEA;2;2,50;anna@example.com\n");
  });
  afterAll(() => {
    process.exitCode = 0;
    rmSync(folder, { recursive: true });
  });

  it("is refused, with a draft and the two commands that load it; nothing is written", async () => {
    const { stdout, stderr } = await commandLine("ingest", shop, file);
    expect(process.exitCode).toBe(1);
    expect(stderr).toContain(`refused: ${file} is of no known format`);
    expect(stdout).toMatch(/E-mail +••• +orders\.customer_id \(pseudonym\)/);
    expect(stdout).toContain(`shoplens ingest '${shop}' ${file} --draft-map till.map.json`);
    expect(stdout).toContain(`shoplens ingest '${shop}' ${file} --map till.map.json`);
    expect(stdout).not.toContain("anna");
    expect(existsSync("till.map.json")).toBe(false);
    const json = JSON.parse((await commandLine("ingest", shop, file, "--json")).stdout) as {
      files: { draft: object }[];
    };
    expect(json.files[0]?.draft).toMatchObject({ mapping: { name: "till" }, questions: [] });
  });

  it("is drafted into a file that is not there yet, and loaded with it", async () => {
    const made = await commandLine("ingest", shop, file, "--draft-map", map);
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining(`wrote ${map}; nothing was loaded`)]);
    const written = readFileSync(map, "utf8");
    const again = await commandLine("ingest", shop, file, "--draft-map", map);
    expect([again.code, again.stderr]).toEqual([
      1,
      expect.stringMatching(/exists already; expected the name of a file to be made$/),
    ]);
    expect(readFileSync(map, "utf8")).toBe(written);
    expect((await commandLine("ingest", shop, file, "--map", map)).stdout).toBe(`${file}: 1 rows loaded as till`);
    expect((await commandLine("describe", shop)).stdout).toContain("€5.00 in 1 lines of 1 orders");
  });

  it("is loaded by the command that answers, with its mapping; without, that command says how to make one", async () => {
    const other = join(folder, "other shop");
    const without = await commandLine("run", other, "profile", "--from", file);
    expect([without.code, without.stdout]).toEqual([1, ""]);
    expect(without.stderr).toContain(`shoplens ingest '${other}' ${file} --draft-map till.map.json`);
    const ran = await commandLine("run", other, "profile", "--from", file, "--map", map);
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining(`${file}: 1 rows loaded as till`)]);
    expect((await commandLine("run", other, "--map", map)).code).toBe(2);
  });

  it("is loaded with the format named, and not with a mapping that is none", async () => {
    expect((await commandLine("ingest", shop, file, "--map", map, "--format", "till")).stdout).toContain(
      "loaded as till",
    );
    const wrong = join(folder, "wrong.json");
    writeFileSync(wrong, readFileSync(map, "utf8").replace("day-month-year", "dmy"));
    const { code, stderr } = await commandLine("ingest", shop, file, "--map", wrong);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/wrong\.json is no mapping:\n {2}dates: expected .+, got "dmy"$/),
    ]);
    expect((await commandLine("ingest", shop, file, file, "--draft-map", join(folder, "x.json"))).code).toBe(2);
  });
});
