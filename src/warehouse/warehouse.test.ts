import { describe, expect, it } from "vitest";
import { numbers, tableOf, texts } from "#table/table.js";
import { openDuckdb } from "./duckdb.js";
import { createTables, prepareShop } from "./prepare-shop.js";
import { transaction } from "./warehouse.js";

const open = () =>
  openDuckdb({ path: ":memory:", memoryLimitMegabytes: 200, threads: 1, temporaryFolder: "", access: "write" });

describe("the warehouse", () => {
  it("answers every type as typed arrays, null as NaN or a missing text", async () => {
    const warehouse = await open();
    const table = await warehouse.query(
      `select * from (values
        (1, 2.5::double, 10::bigint, 'a', true, timestamp '1970-01-01 00:00:01', date '2024-02-29', 1.25::decimal(18,4), 7::hugeint),
        (null, null, null, null, null, null, null, null, null)) t(i, d, b, s, f, t, day, p, h)`,
    );
    const first = Object.fromEntries(
      Object.entries(table.columns).map(([name, c]) => [name, c instanceof Float64Array ? c[0] : c.words[c.codes[0]!]]),
    );
    expect(first).toEqual({ i: 1, d: 2.5, b: 10, s: "a", f: 1, t: 1000, day: "2024-02-29", p: 1.25, h: 7 });
    for (const column of Object.values(table.columns)) {
      expect(column instanceof Float64Array ? column[1] : column.codes[1]).toBe(
        column instanceof Float64Array ? Number.NaN : -1,
      );
    }
  });

  it("keeps what it is given to append, across many chunks", async () => {
    const warehouse = await open();
    await warehouse.execute("create table t (n double, s varchar)");
    const n = Float64Array.from({ length: 5000 }, (_, i) => (i === 4321 ? Number.NaN : i));
    await warehouse.append("t", tableOf({ n, s: Array.from(n, (_, i) => (i % 3 ? `word ${i}` : null)) }));
    const back = await warehouse.query("select * from t order by rowid");
    expect(numbers(back, "n")).toEqual(n);
    expect(texts(back, "s").codes.filter((code) => code < 0)).toHaveLength(1667);
  });

  it("answers each of several questions asked at once", async () => {
    const warehouse = await open();
    const answers = await Promise.all(
      [1, 2, 3].map((k) => warehouse.query(`select range * ${k} as n from range(5000) order by range desc`)),
    );
    expect(answers.map((answer) => [answer.rows, numbers(answer, "n")[0]])).toEqual([
      [5000, 4999],
      [5000, 9998],
      [5000, 14_997],
    ]);
    const failed = warehouse.query("select nothing");
    expect((await warehouse.query("select 1 as n")).rows).toBe(1);
    await expect(failed).rejects.toThrow("nothing");
  });

  it("undoes the whole of a transaction that fails", async () => {
    const warehouse = await open();
    await warehouse.execute("create table t (n double)");
    const failed = transaction(warehouse, async () => {
      await warehouse.execute("insert into t values (1)");
      throw new Error("half way");
    });
    await expect(failed).rejects.toThrow("half way");
    expect(numbers(await warehouse.query("select count(*) as n from t"), "n")[0]).toBe(0);
  });

  it("rounds each line half up, by its currency's minor unit", async () => {
    const warehouse = await open();
    await createTables(warehouse);
    await prepareShop(warehouse, { timeZone: "UTC", currency: "EUR" });
    const { columns } = await warehouse.query(
      `select line_cents(3, 0.335::decimal(18,4), null, 'EUR') as eur, line_cents(3, 33.5::decimal(18,4), null, 'JPY') as jpy,
       line_cents(1, 0.0005::decimal(18,4), null, 'KWD') as kwd, line_cents(-1, 0.005::decimal(18,4), 0::decimal(18,4), null) as none,
       line_cents(1000000000000, 9.9999::decimal(18,4), 1000000000000::decimal(18,4), 'EUR') as huge`,
    );
    expect(Object.fromEntries(Object.entries(columns).map(([k, v]) => [k, (v as Float64Array)[0]]))).toEqual({
      eur: 101,
      jpy: 101,
      kwd: 1,
      none: -1,
      huge: 899_990_000_000_000,
    });
  });

  it("puts a moment on the shop's own day", async () => {
    const warehouse = await open();
    await createTables(warehouse);
    await prepareShop(warehouse, { timeZone: "Asia/Shanghai", currency: null });
    const table = await warehouse.query("select shop_day(timestamp '2024-01-31 16:30:00') as day");
    expect(texts(table, "day").words).toEqual(["2024-02-01"]);
  });

  it("converts by the last rate before the day, and leaves out what no rate converts", async () => {
    const warehouse = await open();
    await createTables(warehouse);
    await prepareShop(warehouse, { timeZone: "UTC", currency: "EUR" });
    await warehouse.execute(
      `insert into rates values ('2024-01-01', 'JPY', 'EUR', 0.006), ('2024-02-01', 'JPY', 'EUR', 0.007)`,
    );
    const order = (id: string, day: string, currency: string) =>
      `insert into orders (order_id, ordered_at, currency) values ('${id}', '${day}', '${currency}');
       insert into order_lines (order_id, item_id, quantity, unit_price, price_sign, line_number) values ('${id}', 'x', 1, 1000, 1, 1);`;
    await warehouse.execute(
      order("a", "2024-01-15", "JPY") +
        order("b", "2024-02-15", "JPY") +
        order("c", "2023-12-31", "JPY") +
        order("d", "2024-01-01", "EUR"),
    );
    const table = await warehouse.query("select order_id, cents from sales order by order_id");
    expect(texts(table, "order_id").words).toEqual(["a", "b", "d"]);
    expect([...numbers(table, "cents")]).toEqual([600, 700, 100_000]);
  });
});
