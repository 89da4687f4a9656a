import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const REPORT = /^\d+-(en|zh)[.]html$/;

export interface ReportServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves the newest report of a shop, to this machine only: `/` in any language, `/en` and `/zh` in that one. */
export async function serveReports(reports: string, port: number): Promise<ReportServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const language = /^\/(en|zh)$/.exec(path)?.[1];
    const name = path === "/" || language ? newestReport(reports, language) : undefined;
    if (!name)
      return void response
        .writeHead(404, { "content-type": "text/plain" })
        .end("no report here; run one with: shoplens run\n");
    response
      .writeHead(200, { "content-type": "text/html; charset=utf-8", "x-content-type-options": "nosniff" })
      .end(readFileSync(join(reports, name)));
  });
  await listening(server, port);
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function newestReport(folder: string, language: string | undefined): string | undefined {
  const names = readdirSync(folder).filter(
    (name) => REPORT.test(name) && (!language || name.includes(`-${language}.`)),
  );
  return names.toSorted().at(-1);
}

/** On the port asked for, or on a free one when that is taken. */
function listening(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" || port === 0) return fail(error);
      server.once("error", fail).listen(0, "127.0.0.1", done);
    });
    server.listen(port, "127.0.0.1", done);
  });
}
