import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shoplens as commands } from "../../src/serve/cli/shoplens.js";
import { openTerminal } from "../../src/serve/cli/terminal.js";
import { writePlainShop } from "../plain-shop.js";
import { shoplens } from "../shoplens-process.js";
import { commandLine } from "./command-line.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-cli-"));
const shop = join(folder, "shop");
const file = (name: string, ...lines: string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
};

beforeAll(async () => {
  const size = {
    seed: 1,
    customers: 60,
    items: 40,
    events: 1500,
    firstOrder: 1,
    visitEvery: 7_200_000,
    faultEvery: 400,
    buyShare: 0.25,
  };
  const raw = writePlainShop(join(folder, "raw"), { ...size, startAt: Date.UTC(2024, 0, 1) });
  for (const args of [
    ["init", shop, "--currency", "EUR"],
    ["ingest", shop, ...Object.values(raw)],
    ["run", shop],
  ]) {
    const said = await commandLine(...args);
    expect(said.code, said.stderr).toBe(0);
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = await commands(openTerminal(), undefined);

describe("every command", () => {
  const all = program.commands;

  it("has a help text that says what it does, and what each of its flags does", () => {
    expect(all.map((command) => command.name())).toEqual(
      expect.arrayContaining([
        "init",
        "ingest",
        "run",
        "ask",
        "explain",
        "describe",
        "evaluate",
        "export",
        "serve",
        "demo",
      ]),
    );
    for (const command of all) {
      expect(command.description(), command.name()).toMatch(/^[a-z].{10,}/);
      for (const flag of command.options) expect(flag.description, `${command.name()} ${flag.flags}`).toMatch(/\w{3}/);
      for (const word of command.registeredArguments)
        expect(word.description, `${command.name()} ${word.name()}`).not.toBe("");
    }
  });
});

describe("a process", { timeout: 120_000 }, () => {
  it("ends with 0 and one JSON document on stdout, and nothing on stderr", async () => {
    const described = await shoplens(["describe", shop, "--json"]);
    expect(described).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(described.stdout)).toHaveProperty("sales.lines");
    const ran = await shoplens(["run", shop, "recommend", "--json", "--lang", "zh"]);
    expect(ran.code).toBe(0);
    const { report, tasks } = JSON.parse(ran.stdout);
    expect(readFileSync(report, "utf8")).toContain('lang="zh');
    expect(tasks).toMatchObject([{ task: "recommend", card: { evaluation: { task: "recommend", seed: 1 } } }]);
  });

  it("ends with 1 and a sentence when it fails, without a stack trace", async () => {
    const nowhere = join(folder, "nowhere");
    const failed = await shoplens(["describe", nowhere]);
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toBe(
      `shoplens: ${nowhere} is no shop: it has no shoplens.json. Make one with: shoplens init ${nowhere}\n`,
    );
    expect(existsSync(nowhere)).toBe(false);
  });

  it("ends with 2 on wrong usage, and says what came and what was expected", async () => {
    const [flag, missing, unknown] = await Promise.all([
      shoplens(["run", shop, "--budget", "soon"]),
      shoplens(["describe"]),
      shoplens(["ask", shop, "recomend"]),
    ]);
    expect(flag).toMatchObject({ code: 2, stdout: "" });
    expect(flag.stderr).toContain("'soon' is invalid. expected minutes above zero");
    expect(missing).toMatchObject({ code: 2, stdout: "" });
    expect(missing.stderr).toContain("missing required argument 'shop'");
    expect(unknown).toMatchObject({ code: 2, stdout: "" });
    expect(unknown.stderr).toMatch(/no task is called "recomend", expected one of .*recommend/);
  });

  it("loads the good files of a command, says which one it could not read, and ends with 1", async () => {
    const customers = file("customers.csv", "customer_id,country", "c1,DE");
    const loaded = await shoplens(["ingest", shop, customers, join(folder, "absent.csv"), "--json"]);
    expect(loaded.code).toBe(1);
    expect(JSON.parse(loaded.stdout).files).toEqual([
      { kind: "loaded", path: customers, format: "customers", encoding: "utf-8", rows: 1, refused: 0, reasons: [] },
      { kind: "refused", path: join(folder, "absent.csv"), message: expect.stringContaining("does not exist") },
    ]);
    expect(JSON.parse((await commandLine("describe", shop, "--json")).stdout).tables.customers).toBe(1);
  });

  it("is quiet when the reader of its answer has seen enough", async () => {
    const cut = await shoplens(["export", shop, "recommend", "--k", "40"], { readBytes: 1 });
    expect(cut).toMatchObject({ code: 0, stderr: "" });
    const whole = await shoplens(["export", shop, "recommend", "--k", "2"]);
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    expect(whole.stdout).toMatch(/^customer_id,rank,item_id,score\nc\d+,1,i\d+,/);
    expect(readdirSync(join(shop, "tmp"))).toEqual([]);
  });
});

describe("init", () => {
  it.each([
    ["--currency", "EURO", 'expects an ISO 4217 code such as EUR or CNY, got "EURO"'],
    ["--currency", "eur", 'got "eur"'],
    ["--country", "Germany", "expects one of AE, AT"],
    ["--time-zone", "+02:00", "expects an IANA name such as Europe/Berlin"],
    ["--time-zone", "Berlin", 'got "Berlin"'],
    ["--lang", "fr", 'expects en or zh, got "fr"'],
  ])("refuses %s %s", async (flag, value, message) => {
    const made = join(folder, "refused");
    const said = await commandLine("init", made, flag, value);
    expect(said).toMatchObject({ code: 2, stdout: "" });
    expect(said.stderr).toContain(message);
    expect(existsSync(made)).toBe(false);
  });

  it("keeps what the owner decided, and makes no shop twice", async () => {
    const made = join(folder, "deep", "kyoto");
    expect(
      await commandLine("init", made, "--currency", "JPY", "--time-zone", "Asia/Tokyo", "--lang", "zh"),
    ).toMatchObject({
      code: 0,
    });
    expect(JSON.parse(readFileSync(join(made, "shoplens.json"), "utf8"))).toMatchObject({
      name: "kyoto",
      currency: "JPY",
      timeZone: "Asia/Tokyo",
      language: "zh",
    });
    expect(await commandLine("init", made)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is a shop already"),
    });
  });
});

describe("describe", () => {
  it("tells sales from refunds, adjustments and rows refused", async () => {
    const made = join(folder, "described");
    await commandLine("init", made, "--time-zone", "Asia/Shanghai");
    const orders = file(
      "described-orders.csv",
      "order_id,customer_id,ordered_at,currency,cancelled,extra",
      "1,a,2024-01-01 07:30:00,EUR,no,x",
      "2,,2024-01-02T00:00:00Z,EUR,,",
      "3,b,2024-01-03 00:00:00,EUR,yes,",
      "4,b,someday,EUR,no,",
    );
    const lines = file(
      "described-lines.csv",
      "order_id,item_id,quantity,unit_price",
      "1,x,2,10.00",
      "1,y,1,0.335",
      "1,z,-1,5.00",
      "2,x,1,10.00",
      "2,z,1,-3.00",
      "3,x,-2,10.00",
    );
    expect(await commandLine("ingest", made, orders, lines)).toMatchObject({ code: 0 });
    const said = await commandLine("describe", made, "--json");
    const { tables, cleaning, identity, ...rest } = JSON.parse(said.stdout);
    expect(rest).toEqual({
      sales: {
        lines: 3,
        orders: 2,
        customers: 1,
        cents: 2000 + 34 + 1000,
        firstAt: "2023-12-31T23:30:00.000Z",
        lastAt: "2024-01-02T00:00:00.000Z",
      },
      refunds: { lines: 1, orders: 1, cents: 2000 },
      refused: { rows: 1, reasons: [{ reason: expect.stringContaining("ordered_at: not a date and time"), rows: 1 }] },
      currency: "EUR",
      paidBack: { refunds: 0, cents: 0, undated: 0 },
      adjustments: { lines: 2, cents: -800 },
      unconverted: [],
    });
    expect(tables).toMatchObject({ orders: 3, order_lines: 6, events: 0 });
    expect(cleaning).toMatchObject({ loaded: { orders: 2, lines: 3 } });
    expect(identity).toMatchObject({ joined: { ids: 0, customers: 0 }, shared: 0 });
  });
});

describe("evaluate", () => {
  const parts = ["train", "train", "train", "validation", "test"];
  const events = Array.from({ length: 30 }, (_, u) =>
    parts.map((part, t) => `c${u},i${(u + 2 * t) % 12},bought,${part}`),
  ).flat();
  const sha256 = (...parts: (string | Buffer)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
  const document = async (...args: string[]) => {
    const said = await commandLine("evaluate", "recommend", ...args, "--json");
    expect(said.code, said.stderr).toBe(0);
    return JSON.parse(said.stdout);
  };

  it("prints who took part, at what cost and how well, each score beside its baseline", async () => {
    const data = file("plain.csv", "customer_id,item_id,event,colour", ...events);
    const printed = await document(data, "--seed", "7");
    const score = {
      name: expect.stringMatching(/\w/),
      value: expect.any(Number),
      unit: expect.stringMatching(/\w/),
      baseline: expect.any(Number),
    };
    expect(printed).toMatchObject({
      task: "recommend",
      data: { path: data, rows: 150, sha256: sha256(readFileSync(data)) },
      seed: 7,
      chosen: expect.any(String),
      candidates: ["popularity", "cosine", "bm25", "transition", "blend", "ease", "ials"].map((name) => ({
        name,
        seconds: { train: expect.any(Number), predict: expect.any(Number) },
        peakMegabytes: expect.any(Number),
        validation: expect.arrayContaining([expect.objectContaining(score)]),
        scores: expect.arrayContaining(
          ["HR@10", "NDCG@10", "sampled HR@10", "sampled NDCG@10"].map((name) =>
            expect.objectContaining({ ...score, name }),
          ),
        ),
      })),
    });
    expect(printed.candidates.map(({ name }: { name: string }) => name)).toContain(printed.chosen);
  });

  it("honours the data's own split: a test row without its item is predicted and not scored", async () => {
    const data = file("split.csv", "customer_id,item_id,event,split", ...events.with(4, "c0,,bought,test"));
    const csv = join(folder, "predictions.csv");
    const parquet = join(folder, "predictions.parquet");
    const printed = await document(data, "--candidates", "cosine,popularity", "--predictions", csv);
    expect(printed.candidates.map(({ name }: { name: string }) => name)).toEqual(["popularity", "cosine"]);
    await document(data, "--candidates", "cosine,popularity", "--predictions", parquet);
    const rows = readFileSync(csv, "utf8").trim().split("\n");
    expect(rows[0]).toBe("customer_id,rank,item_id,score");
    const customers = new Set(rows.slice(1).map((row) => row.split(",")[0]));
    expect(customers.size).toBe(30);
    expect(customers).toContain("c0"); // whose answer is held back
    const again = join(folder, "again.csv");
    await copyTable(parquet, again);
    expect(readFileSync(again, "utf8")).toBe(readFileSync(csv, "utf8"));
    // 29 of 30 test customers have an answer to be scored against: shares are of 29
    const [hits] = printed.candidates[0].scores;
    expect((hits.value * 29) % 1).toBeCloseTo(0, 9);
  });

  it("splits in time where it is asked to, by the file's own clock, which is not read else", async () => {
    const rows = events.map((row, i) => `${row.split(",").slice(0, 3).join(",")},2024-01-0${1 + (i % 5)} 10:00`);
    const data = file("clock.csv", "customer_id,item_id,event,occurred_at", ...rows);
    const csv = join(folder, "timed.csv");
    const args = ["--candidates", "popularity,transition", "--predictions", csv];
    const printed = await document(data, ...args, "--train-before", "2024-01-04");
    const [hits] = printed.candidates[0].scores;
    expect((hits.value * 60) % 1).toBeCloseTo(0, 9); // two events of each of 30 customers come later
    const bad = file("bad-clock.csv", "customer_id,item_id,event,occurred_at", ...rows, "c0,i1,bought,soon");
    expect((await document(bad, ...args)).data.rows).toBe(151);
    expect(await commandLine("evaluate", "recommend", bad, "--train-before", "2024-01-04")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('line 152: occurred_at is "soon", expected a date and time'),
    });
    expect(await commandLine("evaluate", "recommend", data, "--train-before", "2024-02-30")).toMatchObject({ code: 2 });
    expect(await commandLine("evaluate", "trends", data, "--train-before", "2024-01-04")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("trends has a split of its own in time"),
    });
  });

  it("takes a folder in the contract's form, known by its sorted paths and bytes", async () => {
    const data = join(folder, "data-set");
    mkdirSync(join(data, "more"), { recursive: true });
    const at = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString();
    const rows = events.map((row, i) => `${row.split(",").slice(0, 2).join(",")},view,${at(i)}`);
    writeFileSync(join(data, "more", "events.csv"), `customer_id,item_id,event,occurred_at\n${rows.join("\n")}\n`);
    writeFileSync(join(data, "items.csv"), "item_id,name\ni1,Lamp\n");
    const printed = await document(data, "--candidates", "popularity");
    expect(printed.data).toEqual({
      path: data,
      rows: 151,
      sha256: sha256(
        "items.csv",
        readFileSync(join(data, "items.csv")),
        join("more", "events.csv"),
        readFileSync(join(data, "more", "events.csv")),
      ),
    });
  });

  it("takes a shop's raw export as it is", async () => {
    const lines = Array.from({ length: 24 }, (_, u) =>
      Array.from(
        { length: 4 },
        (_, t) => `5363${u}${t},S${(u + t) % 7},LAMP,2,2010-12-0${t + 1} 08:26:00,2.55,${12000 + u}.0,France`,
      ),
    ).flat();
    const data = file(
      "raw.csv",
      "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
      ...lines,
    );
    const printed = await document(data, "--candidates", "popularity");
    expect(printed.data).toMatchObject({ rows: 96, sha256: sha256(readFileSync(data)) });
    expect(printed.chosen).toBe("popularity");
  });

  it("refuses what it cannot use before it begins", async () => {
    const data = file("bad.csv", "a,b", "1,2");
    expect(await commandLine("evaluate", "recommend", data)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/its columns are a, b.*customer_id, item_id/s),
    });
    expect(await commandLine("evaluate", "recommend", data, "--candidates", "magic")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no candidate "magic", expected some of popularity, cosine'),
    });
    expect(await commandLine("evaluate", "recommend", data, "--predictions", "out.xlsx")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("expected a name that ends in .csv"),
    });
    for (const flag of ["--budget", "--seed"]) {
      expect(await commandLine("evaluate", "recommend", data, flag, "-1")).toMatchObject({ code: 2 });
    }
  });

  it("names on stderr what the budget left out", async () => {
    const data = file("plain.csv", "customer_id,item_id,event,colour", ...events);
    const said = await commandLine("evaluate", "recommend", data, "--budget", "0.0000001", "--json");
    expect(said.code).toBe(0);
    expect(said.stderr).toMatch(/left out: blend \(.*budget/);
    expect(JSON.parse(said.stdout).candidates.map(({ name }: { name: string }) => name)).toEqual(["popularity"]);
  });
});

describe("export, ask and explain", () => {
  it("write the same answers to every kind of file", async () => {
    const names = ["out.csv", "out.csv.gz", "out.parquet"].map((name) => join(folder, name));
    for (const name of names) {
      const said = await commandLine("export", shop, "recommend", "--k", "3", "--to", name);
      expect(said).toMatchObject({ code: 0, stdout: "", stderr: expect.stringContaining(`rows to ${name}`) });
    }
    const [csv, gzip, parquet] = names as [string, string, string];
    const text = readFileSync(csv, "utf8");
    expect(gunzipSync(readFileSync(gzip)).toString()).toBe(text);
    const again = join(folder, "from-parquet.csv");
    await copyTable(parquet, again);
    expect(readFileSync(again, "utf8")).toBe(text);
    expect(text.trim().split("\n").at(1)).toMatch(/^c\d+,1,i\d+,\d/);
    expect(readdirSync(folder).filter((name) => name.startsWith(".shoplens"))).toEqual([]);
  });

  it("take the task's own flags, and say what is wrong with them", async () => {
    const asked = await commandLine("ask", shop, "recommend", "--customer", "c1", "--k", "2", "--json");
    expect(JSON.parse(asked.stdout)).toMatchObject({ customer: "c1", items: [{}, {}] });
    expect(await commandLine("ask", shop, "recommend", "--k", "0")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--k is "0"'),
    });
    expect(await commandLine("ask", shop, "recommend", "--colour", "red")).toMatchObject({ code: 2 });
    const explained = await commandLine("explain", shop, "recommend", "--customer", "c1", "--json");
    expect(Object.keys(JSON.parse(explained.stdout))).toEqual(
      expect.arrayContaining(["subject", "unit", "baseline", "answer", "contributions", "error", "method"]),
    );
  });

  it("say how to get a model where there is none yet", async () => {
    const bare = join(folder, "bare");
    await commandLine("init", bare);
    expect(await commandLine("ask", bare, "recommend")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`shoplens run ${bare} recommend`),
    });
  });

  it("run on an empty shop says what is missing, and writes its report all the same", async () => {
    const bare = join(folder, "empty");
    await commandLine("init", bare);
    const said = await commandLine("run", bare, "recommend");
    expect(said.code).toBe(0);
    expect(said.stdout).toMatch(/recommend: not answered; order_lines, events: no rows loaded/);
    expect(readdirSync(join(bare, "reports"))).toHaveLength(1);
  });
});

/** Reads a table file with DuckDB, which knows nothing of who wrote it, and writes it as CSV. */
async function copyTable(from: string, to: string): Promise<void> {
  const { openDuckdb } = await import("#warehouse/duckdb.js");
  const warehouse = await openDuckdb({
    path: ":memory:",
    memoryLimitMegabytes: 100,
    threads: 1,
    temporaryFolder: "",
    access: "write",
  });
  await warehouse.execute(`copy (select * from '${from}') to '${to}' (format csv, header true)`);
  warehouse.close();
}

describe("identity", () => {
  it("lists who is who, takes a rule back and lets it be again", async () => {
    const made = join(folder, "who");
    const identities = file(
      "identities.csv",
      "customer_id,kind,value",
      "C1,account,A-1",
      "C2,account,A-1",
      "C3,phone,00000000",
    );
    await commandLine("init", made, "--currency", "EUR", "--country", "DE");
    expect(await commandLine("ingest", made, identities)).toMatchObject({ code: 0 });
    const said = await commandLine("identity", made);
    expect(said.stdout).toMatch(
      /2 customer ids are one customer[\s\S]*1 customer ids by the same account \(account\)[\s\S]*C2 is C1 by account:A-1/,
    );
    const undone = JSON.parse((await commandLine("identity", made, "--undo", "account", "--json")).stdout);
    expect(undone).toMatchObject({ joined: { ids: 0 }, joins: [], takenBack: [{ what: "account" }] });
    const redone = JSON.parse((await commandLine("identity", made, "--redo", "account", "--json")).stdout);
    expect(redone).toMatchObject({ joined: { ids: 2, customers: 1 }, takenBack: [] });
    const wrong = await commandLine("identity", made, "--undo", "fax");
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    expect(wrong.stderr).toContain('nothing is called "fax"; expected a rule');
  });
});
