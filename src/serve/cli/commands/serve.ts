import { existsSync } from "node:fs";
import { Command } from "commander";
import { paths } from "#shop/shop.js";
import { readConfig } from "#shop/shop-config.js";
import { wholeNumber } from "../flags.js";
import { serveReports } from "../report-server.js";
import type { Terminal } from "../terminal.js";

export const DEFAULT_PORT = 4173;

export function serveCommand(terminal: Terminal): Command {
  return new Command("serve")
    .description("serve the newest report to this machine")
    .argument("<shop>", "folder of the shop")
    .option("--port <number>", "a free one is taken when it is in use", wholeNumber(0), DEFAULT_PORT)
    .action(async (folder: string, { port }: { port: number }) => {
      readConfig(folder);
      if (!existsSync(paths(folder).reports))
        throw new Error(`${folder} has no report yet; make one with: shoplens run ${folder}`);
      await serveUntilStopped(terminal, folder, port);
    });
}

/** Prints the address and serves until Ctrl-C. */
export async function serveUntilStopped(terminal: Terminal, folder: string, port: number): Promise<void> {
  const server = await serveReports(paths(folder).reports, port);
  terminal.print(server.address);
  terminal.note("Ctrl-C stops");
  await new Promise<void>((stopped) => terminal.signal.addEventListener("abort", () => stopped()));
  await server.close();
}
