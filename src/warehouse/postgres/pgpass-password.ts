import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What a connection is made to, as a line of the password file names it. */
export interface PostgresLogin {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * The password that `~/.pgpass` (or the file `PGPASSFILE` names) has for a login, as psql reads it: lines of
 * `host:port:database:user:password`, `*` for any, a backslash before a colon that is meant. A file that others may read
 * is not used.
 *
 * Source: PostgreSQL documentation, "The Password File".
 */
export function pgpassPassword(login: PostgresLogin): string | undefined {
  const path = process.env["PGPASSFILE"] ?? join(homedir(), ".pgpass");
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts?.isFile() || (process.platform !== "win32" && (facts.mode & 0o077) !== 0)) return undefined;
  const host = login.host.startsWith("/") ? "localhost" : login.host;
  const wanted = [host, String(login.port), login.database, login.user];
  const entries = readFileSync(path, "utf8")
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"))
    .map((line) =>
      Array.from(line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g), ([, part = ""]) => part.replace(/\\(.)/g, "$1")),
    );
  return entries.find((entry) => wanted.every((part, i) => entry[i] === "*" || entry[i] === part))?.[4];
}
