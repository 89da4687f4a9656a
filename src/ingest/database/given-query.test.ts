import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../../test/postgres-server.js";
import { mappingSchema } from "../mapping/mapping.js";

const LINES = "select order_id, item_id, quantity, unit_price, occurred_at from lines order by order_id, item_id";

describe.skipIf(!postgresPrograms)("a PostgreSQL database asked by a query (needs its programs)", () => {
  let server: PostgresServer;
  let shop: LoadingShop;
  const before = process.env["PGPASSWORD"];
  beforeAll(async () => {
    server = await startPostgres();
    process.env["PGPASSWORD"] = server.password;
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai", currency: "CNY", warehouse: "file" });
    server.run(`create table lines (order_id text, item_id text, quantity int, unit_price numeric, occurred_at timestamptz, note text);
      insert into lines values
        ('1', '红色, "M"', 2, 19.9900, '2024-01-05 00:30+08', null),
        ('1', E'two\\nlines', 1, 0.1, '2024-01-05 00:30+08', repeat('x', 1100000)),
        ('2', ' MUG ', -1, 1e2, '2024-02-29 23:59:59.5+08', ''),
        ('3', null, 1, 1, null, null),
        ('4', 'NAN', 1, 'NaN', null, null)`);
  }, 60_000);
  beforeEach(() => shop.clear());
  afterAll(async () => {
    if (before === undefined) delete process.env["PGPASSWORD"];
    else process.env["PGPASSWORD"] = before;
    shop.close();
    await server.stop();
  });

  const ask = (queries: readonly string[], address = server.address) => shop.load([address], { queries });

  it("fills the shop as a file of the same rows does, line by line", async () => {
    const report = { kind: "loaded", format: "order_lines", encoding: null, rows: 5, refused: 2 };
    expect(await ask([LINES])).toMatchObject([{ ...report, path: server.address }]);
    const seen = async () => ({
      lines: await shop.rows(
        "select order_id, item_id, quantity, unit_price, epoch_ms(occurred_at) as at from order_lines order by all",
      ),
      refused: await shop.rows("select reason, row_masked from refusals order by all"),
    });
    const asked = await seen();
    expect(asked.lines).toHaveLength(3);
    expect(await shop.rows("select file, line, reason from refusals order by line")).toEqual([
      { file: server.address, line: 4, reason: "item_id: missing" },
      { file: server.address, line: 5, reason: "unit_price: not an amount such as 2.55" },
    ]);
    await shop.clear();
    const copy = shop.write("lines.csv", server.run(`copy (${LINES}) to stdout with (format csv, header)`));
    expect(await shop.load([copy])).toMatchObject([{ ...report, encoding: "utf-8" }]);
    expect(await seen()).toEqual(asked);
  });

  it("changes nothing when asked again, and may be asked several things, all or none", async () => {
    const orders = "select distinct order_id, '2024-01-01'::date as ordered_at from lines";
    const paths = [`${server.address} (query 1)`, `${server.address} (query 2)`];
    for (let times = 0; times < 2; times += 1)
      expect((await ask([LINES, orders])).map(({ path }) => path)).toEqual(paths);
    expect(
      await shop.rows("select (select count(*) from order_lines) as lines, (select count(*) from orders) as orders"),
    ).toEqual([{ lines: 3, orders: 4 }]);
    expect(await ask([orders, "select * from nothing"])).toMatchObject([
      { kind: "loaded" },
      { kind: "refused", path: paths[1], message: expect.stringContaining('relation "nothing" does not exist') },
    ]);
  });

  it("is read through a mapping, which may hold the query; names and addresses of people stay outside", async () => {
    server.run(
      "create table people (no int, mail text, since date); insert into people select i, 'anna' || i || '@example.com', '2024-01-01' from generate_series(1, 3) i",
    );
    const mapping = mappingSchema.parse({
      mapping: 1,
      name: "our-people",
      query: "select no as number, mail, since from people",
      tables: [
        { table: "customers", columns: { customer_id: { column: "mail", pseudonym: "email" }, created_at: "since" } },
      ],
    });
    expect(await shop.load([server.address], { mappings: [mapping] })).toMatchObject([
      { format: "our-people", rows: 3, refused: 0 },
    ]);
    expect(await shop.rows("select count(*) as n, max(length(customer_id)) as length from customers")).toEqual([
      { n: 3, length: 32 },
    ]);
    const everything = await shop.everything();
    for (const word of ["anna1@", server.password]) expect(everything).not.toContain(word);
  });

  it("is drafted a mapping where its answer is of no known format", async () => {
    const [report] = await ask([
      'select order_id as "order no", occurred_at as "order date", unit_price as total from lines',
    ]);
    expect(report).toMatchObject({
      kind: "refused",
      draft: { mapping: { name: "shop", tables: [{ table: "orders", columns: { ordered_at: "order date" } }] } },
    });
  });

  it("loses a row that is longer than a row may be, and no other", async () => {
    expect(
      await ask([
        "select order_id, item_id || coalesce(note, '') as item_id, quantity, unit_price from lines where order_id < '3'",
      ]),
    ).toMatchObject([{ rows: 3, refused: 1, reasons: [{ reason: "longer than 1 MiB", rows: 1 }] }]);
  });

  it("is refused in a sentence, its password in none", async () => {
    const withPassword = server.address.replace("@", ":not-the-password@");
    for (const [queries, address, message] of [
      [[], server.address, " is a database: say what to ask of it with --query"],
      [["select 1 as order_id where false"], server.address, " answers no rows to the query"],
      [["select 1"], withPassword, ' refuses the password of "keeper": set PGPASSWORD or mend the line in ~/.pgpass'],
    ] as const)
      expect(await ask(queries, address)).toEqual([
        { kind: "refused", path: server.address, message: server.address + message },
      ]);
  });

  it("may go away while it is read: nothing of it is loaded", async () => {
    const sql =
      "select i as order_id, 'A' as item_id, 1 as quantity, 1 as unit_price from generate_series(1, 300000) i";
    let once = () => {
      once = () => undefined;
      server.run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shoplens'");
    };
    const reports = await shop.load([server.address], { queries: [sql], progress: () => once() });
    expect(reports).toMatchObject([
      {
        kind: "refused",
        message: expect.stringMatching(/ went away after \d+ rows; nothing was loaded; try again when it is back$/),
      },
    ]);
    expect(await shop.rows("select count(*) as n from order_lines")).toEqual([{ n: 0 }]);
  });
});
