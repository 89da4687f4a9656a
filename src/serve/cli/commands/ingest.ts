import { Command } from "commander";
import { ingestInto, knownFormats } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { tell } from "../ingest-sentence.js";
import { type Terminal, WrongUsage } from "../terminal.js";

interface Flags {
  readonly format?: string;
  readonly json?: true;
}

export function ingestCommand(terminal: Terminal): Command {
  return new Command("ingest")
    .description("detect, check and load exports; says what was refused and why")
    .argument("<shop>", "folder of the shop")
    .argument("<source...>", "files: CSV (also .gz), Parquet or JSON lines")
    .option("--format <name>", `read every file as this instead of detecting it: ${knownFormats.join(", ")}`)
    .option("--json", "print one JSON document on stdout")
    .action(async (folder: string, sources: string[], flags: Flags) => {
      if (flags.format && !knownFormats.includes(flags.format)) {
        throw new WrongUsage(`no format is called "${flags.format}", expected one of ${knownFormats.join(", ")}`);
      }
      const shop = await openShop(folder, { access: "write", signal: terminal.signal });
      try {
        const reports = await ingestInto(shop, sources, { ...terminal, ...(flags.format && { format: flags.format }) });
        if (flags.json) terminal.print(JSON.stringify({ files: reports }, null, 2));
        else for (const report of reports) tell(terminal, report);
        if (reports.some(({ kind }) => kind === "refused")) process.exitCode = 1;
      } finally {
        shop.close();
      }
    });
}
