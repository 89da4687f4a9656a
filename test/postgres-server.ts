import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** A PostgreSQL of its own for a test, with one database, `shop`, of one user, `keeper`. */
export interface PostgresServer {
  readonly port: number;
  readonly password: string;
  /** Folder of its socket. */
  readonly folder: string;
  /** Without password. */
  readonly address: string;
  /** Statements by its owner; answers what psql would print. */
  run(sql: string): string;
  /** As if its machine lost power. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const NOBODY = 65534; // it refuses to run as root

/** Where its programs are; undefined: it is not installed. */
export const postgresPrograms: string | undefined = [
  ...(existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql")
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : []),
  ...(process.env["PATH"] ?? "").split(":"),
].find((folder) => ["initdb", "postgres", "psql"].every((program) => existsSync(join(folder, program))));

export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms ?? "";
  const folder = mkdtempSync(join(tmpdir(), "shoplens-pg-"));
  const password = `secret-${folder.slice(-6)}`;
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (owner.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password);
  if (owner.uid !== undefined) chownSync(passwordFile, NOBODY, NOBODY);
  const data = join(folder, "data");
  const options = { ...owner, cwd: folder, stdio: "pipe" as const };
  const initial = [
    "-D",
    data,
    "-U",
    "keeper",
    `--pwfile=${passwordFile}`,
    "-A",
    "scram-sha-256",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C",
  ];
  execFileSync(join(programs, "initdb"), initial, options);
  const port = await freePort();
  const server = spawn(
    join(programs, "postgres"),
    ["-D", data, "-p", String(port), "-k", folder, "-h", "127.0.0.1", "-c", "fsync=off", "-c", "max_connections=12"],
    { ...owner, cwd: folder, stdio: "ignore" },
  );
  const ended = new Promise<void>((done) => server.on("exit", () => done()));
  const run = (sql: string, database = "shop") =>
    execFileSync(
      join(programs, "psql"),
      ["-h", folder, "-p", String(port), "-U", "keeper", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, database],
      { env: { PGPASSWORD: password }, stdio: "pipe" },
    )
      .toString()
      .trim();
  for (let tries = 0; ; tries += 1) {
    try {
      run("create database shop", "postgres");
      break;
    } catch (error) {
      if (tries > 200 || server.exitCode !== null) throw error;
      await setTimeout(50);
    }
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    server.kill(signal);
    await ended;
  }
  return {
    port,
    password,
    folder,
    address: `postgres://keeper@127.0.0.1:${port}/shop`,
    run,
    kill: () => end("SIGQUIT"), // "immediate shutdown"
    async stop() {
      if (server.exitCode === null && server.signalCode === null) await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}
