import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../../test/postgres-server.js";
import { type PostgresBatch, postgresRows } from "./postgres-rows.js";

describe.skipIf(!postgresPrograms)("the answer of a PostgreSQL database (needs its programs)", () => {
  let server: PostgresServer;
  const before = process.env["PGPASSWORD"];
  beforeAll(async () => {
    server = await startPostgres();
    process.env["PGPASSWORD"] = server.password;
    server.run("create table sales as select i as id, 'item ' || i as item from generate_series(1, 1000) i");
  }, 60_000);
  afterAll(async () => {
    if (before === undefined) delete process.env["PGPASSWORD"];
    else process.env["PGPASSWORD"] = before;
    await server.stop();
  });

  async function answer(sql: string, address = server.address, signal = new AbortController().signal) {
    const batches: PostgresBatch[] = [];
    for await (const batch of postgresRows(address, sql, signal)) batches.push(batch);
    return batches;
  }
  const sentence = (sql: string, address?: string) =>
    answer(sql, address).then(
      () => "it was answered",
      (error: Error) => error.message,
    );
  const active = () => server.run("select count(*) from pg_stat_activity where application_name = 'shoplens'");

  it("is text as PostgreSQL writes it, times in UTC, and no bytes", async () => {
    const sql = `select 1.50 as n, true as yes, timestamptz '2024-01-05 00:30+08' as at, timestamp '2024-01-05 00:30' as naive,
      date '2024-02-29' as day, E' a,"b"\\n红 ' as text, null as nothing, '\\x00ff'::bytea as bytes, array[1,2] as list, 1 as n`;
    const [batch] = await answer(sql);
    expect(batch?.columns).toEqual(["n", "yes", "at", "naive", "day", "text", "nothing", "bytes", "list", "n"]);
    expect(batch?.rows).toEqual([
      [
        "1.50",
        "t",
        "2024-01-04 16:30:00+00",
        "2024-01-05 00:30:00",
        "2024-02-29",
        ' a,"b"\n红 ',
        null,
        null,
        "{1,2}",
        "1",
      ],
    ]);
  });

  it("comes a few rows at a time, the fewer the wider they are", async () => {
    const narrow = await answer("select id, item from sales order by id");
    expect(narrow.flatMap(({ rows }) => rows.map(([id]) => Number(id)))).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
    const wide = await answer("select repeat('x', 500000) as x from sales where id <= 60");
    expect(wide.map(({ rows }) => rows.length)).toEqual([20, 8, 8, 8, 8, 8]); // 4 MiB
    expect(await answer("select id from sales where false")).toEqual([{ columns: ["id"], rows: [] }]);
  });

  it("changes nothing, whatever is asked", async () => {
    for (const sql of ["delete from sales", "with d as (delete from sales returning id) select id from d"])
      expect(await sentence(sql)).toMatch(
        / answers only questions: the query would change it \(cannot execute .+ in a read-only transaction\)$/,
      );
    expect(await sentence("select 1; delete from sales")).toMatch(
      / does not understand the query: cannot insert multiple commands/,
    );
    for (const sql of ["commit", "set transaction read write", "", "select from sales"])
      expect(await sentence(sql)).toBe(`${server.address} answers nothing to the query; expected a select`);
    expect(server.run("select count(*) from sales")).toBe("1000");
    await answer("select lo_create(0)"); // allowed even then, but never committed
    expect(server.run("select count(*) from pg_largeobject_metadata")).toBe("0");
  });

  it("is refused in a sentence", async () => {
    const at = (change: (address: string) => string) => change(server.address);
    server.run("create table secret (x int); create role guest login password 'guest'");
    for (const [sql, address, end] of [
      [
        "select * from nothing",
        server.address,
        'does not understand the query: relation "nothing" does not exist (at character 15)',
      ],
      ["selec 1", server.address, 'does not understand the query: syntax error at or near "selec" (at character 1)'],
      [
        "select itm from sales",
        server.address,
        'does not understand the query: column "itm" does not exist (at character 8); Perhaps you meant to reference the column "sales.item".',
      ],
      [
        "select 1 / (500 - id) from sales",
        server.address,
        "failed after 20 rows; nothing was loaded: division by zero",
      ],
      [
        "select 1",
        at((to) => to.replace("/shop", "/store")),
        'refuses the connection: database "store" does not exist',
      ],
      ["select 1", "postgres://keeper@no-such-host.invalid/shop", "has a host that nobody knows by that name"],
      [
        "select 1",
        `postgres://keeper@/shop?host=${server.folder}/none`,
        "does not answer: no server has its socket there",
      ],
      ["select 1", at((to) => to.replace(/:\d+/, ":1")), "does not answer: no server listens there"],
      [
        "select 1",
        at((to) => to.replace("@", ":wrong@")),
        'refuses the password of "keeper": set PGPASSWORD or mend the line in ~/.pgpass',
      ],
      [
        "select * from secret",
        at((to) => to.replace("keeper", "guest:guest")),
        'does not let "guest" read that: permission denied for table secret',
      ],
      [
        "select 1",
        at((to) => `${to}?sslmode=require`),
        "cannot be reached safely: The server does not support SSL connections",
      ],
      ["select 1", "postgres://keeper@ho st:99999/x", "cannot be reached as it is written: Invalid URL"],
    ] as const)
      expect((await sentence(sql, address)).replace(/^\S+( st:\S+)? /, "")).toBe(end);
    expect(
      await answer("select 1 as one", `postgres://keeper@/shop?host=${server.folder}&port=${server.port}`),
    ).toHaveLength(1);
  });

  it("asks for a password where none is to be found", async () => {
    delete process.env["PGPASSWORD"];
    process.env["PGPASSFILE"] = "/nowhere";
    try {
      expect(await sentence("select 1")).toBe(
        `${server.address} asks for the password of "keeper": set PGPASSWORD or add a line to ~/.pgpass`,
      );
    } finally {
      delete process.env["PGPASSFILE"];
      process.env["PGPASSWORD"] = server.password;
    }
  });

  it("ends when it is told to, and the server stops working on it", async () => {
    const stop = new AbortController();
    const asked = answer("select pg_sleep(60)", server.address, stop.signal);
    while (active() !== "1") await new Promise((done) => setTimeout(done, 20));
    stop.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    for (let tries = 0; active() !== "0" && tries < 100; tries += 1) await new Promise((done) => setTimeout(done, 20));
    expect(active()).toBe("0");
  });

  it("leaves no connection behind, read to its end or not", async () => {
    for await (const { rows } of postgresRows(server.address, "select id from sales", new AbortController().signal)) {
      expect(rows).toHaveLength(20);
      break;
    }
    for (let tries = 0; active() !== "0" && tries < 100; tries += 1) await new Promise((done) => setTimeout(done, 20));
    expect(active()).toBe("0");
  });

  it("is cut short by the server in a sentence", async () => {
    const batches = postgresRows(server.address, "select id, pg_sleep(0.001) from sales", new AbortController().signal);
    await batches.next();
    server.run("select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'shoplens'");
    server.run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shoplens'");
    await expect(batches.next()).rejects.toThrow(/ (went away|stopped the query) after 20 rows; nothing was loaded/);
    await server.kill();
    expect(await sentence("select 1")).toBe(`${server.address} does not answer: no server listens there`);
  });
});
