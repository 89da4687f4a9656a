import { Command } from "commander";
import { type IngestReport, ingestInto, knownFormats } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { watchFolder } from "#shop/watch-folder.js";
import { encodingName, wholeNumber } from "../flags.js";
import { tell } from "../ingest-sentence.js";
import { type Terminal, WrongUsage } from "../terminal.js";

interface Flags {
  readonly format?: string;
  readonly encoding?: string;
  readonly watch?: string;
  readonly every: number;
  readonly json?: true;
}

export function ingestCommand(terminal: Terminal): Command {
  return new Command("ingest")
    .description("detect, check and load exports; says what was refused and why")
    .argument("<shop>", "folder of the shop")
    .argument("[source...]", "files: CSV (also .gz), Parquet or JSON lines")
    .option("--format <name>", `read every file as this instead of detecting it: ${knownFormats.join(", ")}`)
    .option(
      "--encoding <name>",
      "what the text is written in, such as gb18030; unset: told from its bytes",
      encodingName,
    )
    .option("--watch <folder>", "then load what is put into this folder, until Ctrl-C; --json prints a document a load")
    .option("--every <seconds>", "how often to look", wholeNumber(1), 5)
    .option("--json", "print one JSON document on stdout")
    .action(async (folder: string, sources: string[], flags: Flags) => {
      if (flags.format && !knownFormats.includes(flags.format)) {
        throw new WrongUsage(`no format is called "${flags.format}", expected one of ${knownFormats.join(", ")}`);
      }
      if (sources.length === 0 && flags.watch === undefined) {
        throw new WrongUsage("nothing to load; expected files, or --watch with a folder");
      }
      const { format, encoding } = flags;
      const options = { ...terminal, ...(format && { format }), ...(encoding && { encoding }) };
      const report = (reports: readonly IngestReport[]) => {
        if (flags.json) terminal.print(JSON.stringify({ files: reports }, null, flags.watch ? 0 : 2));
        else for (const one of reports) tell(terminal, one);
        if (reports.some(({ kind }) => kind === "refused")) process.exitCode = 1;
      };
      if (sources.length > 0) report(await loadOnce(folder, sources, options));
      if (flags.watch === undefined) return;
      terminal.note(`watching ${flags.watch}; Ctrl-C ends it`);
      await watchFolder(flags.watch, folder, {
        ...options,
        everySeconds: flags.every,
        report,
        known: (paths) => terminal.note(`${paths.join(", ")}: loaded before, nothing new`),
        waiting: (files) => terminal.note(`${files} files wait: another process holds ${folder}`),
      });
    });
}

async function loadOnce(folder: string, sources: readonly string[], options: Terminal): Promise<IngestReport[]> {
  const shop = await openShop(folder, { access: "write", signal: options.signal });
  try {
    return await ingestInto(shop, sources, options);
  } finally {
    shop.close();
  }
}
