import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresServer, postgresPrograms, startPostgres } from "../postgres-server.js";
import { startShoplens } from "../shoplens-process.js";
import { commandLine } from "./command-line.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-db-"));
const shop = join(folder, "shop");
beforeAll(async () => {
  await commandLine("init", shop);
});
afterAll(() => {
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});

describe("a database on the command line", () => {
  it("needs a query, and a query a database", async () => {
    for (const [args, said] of [
      [
        ["postgres://keeper:hidden@host/shop"],
        "postgres://keeper@host/shop is a database: say what to ask of it with --query",
      ],
      [
        ["orders.csv", "--query", "select 1"],
        "--query asks a database; expected one among the sources, such as postgres://user@host/name",
      ],
      [
        ["postgres://host/shop", "--query", "@none.sql"],
        "--query @none.sql cannot be read (ENOENT); expected a file that holds a query",
      ],
    ] as const) {
      const { code, stderr } = await commandLine("ingest", shop, ...args);
      expect([code, stderr]).toEqual([2, `shoplens: ${said}`]);
    }
  });

  describe.skipIf(!postgresPrograms)("that answers (needs the programs of PostgreSQL)", () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
      server.run(
        "create table sales as select i as order_id, date '2024-01-01' + i as ordered_at from generate_series(1, 3) i",
      );
    }, 60_000);
    afterAll(() => server.stop());

    const asked = (args: readonly string[], environment: Record<string, string> = {}) =>
      startShoplens(["ingest", shop, ...args], { environment });

    it("is read with a query from a file, and its password is nowhere", async () => {
      const file = join(folder, "orders.sql");
      writeFileSync(file, "select order_id, ordered_at from sales\n");
      const address = server.address.replace("@", `:${server.password}@`);
      const { code, stdout, stderr } = await asked([address, "--query", `@${file}`, "--json"]).finished;
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { files: [{ path: server.address, rows: 3, refused: 0 }] }]);
      expect(stderr).toContain("the password in the address can be seen by everyone on this machine");
      const kept = readdirSync(shop, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
      expect([stdout, stderr, ...kept].join("\n")).not.toContain(server.password);
    });

    it("is left by Ctrl-C, and works on for nobody; the shop is as it was", async () => {
      const active = () => server.run("select count(*) from pg_stat_activity where application_name = 'shoplens'");
      const running = asked([server.address, "--query", "select 9 as order_id, now() as ordered_at, pg_sleep(60)"], {
        PGPASSWORD: server.password,
      });
      for (let tries = 0; active() !== "1" && tries < 500; tries += 1) await setTimeout(20);
      running.kill("SIGINT");
      const { code, seconds, stderr } = await running.finished;
      expect([code, stderr]).toEqual([130, expect.not.stringMatching(/^\s+at /m)]);
      expect(seconds).toBeLessThan(40);
      expect(active()).toBe("0");
      expect((await commandLine("describe", shop)).stdout).toContain("orders 3");
    });

    it("says what it did not do, and ends with 1", async () => {
      const { code, stderr } = await asked([server.address, "--query", "select * from absent"], {
        PGPASSWORD: server.password,
      }).finished;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^refused: postgres:\/\/keeper@127\.0\.0\.1:\d+\/shop does not understand the query: relation "absent" does not exist \(at character 15\)$/m,
      );
    });
  });
});
