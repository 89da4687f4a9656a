import { Command } from "commander";
import { draftMap } from "#shop/draft-map.js";
import { type IngestReport, ingestInto, knownFormats } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { watchFolder } from "#shop/watch-folder.js";
import { draftSentence } from "../draft-sentence.js";
import { encodingName, wholeNumber } from "../flags.js";
import { tell } from "../ingest-sentence.js";
import { type Terminal, WrongUsage } from "../terminal.js";

interface Flags {
  readonly format?: string;
  readonly encoding?: string;
  readonly map?: string[];
  readonly draftMap?: string;
  readonly watch?: string;
  readonly every: number;
  readonly json?: true;
}

export function ingestCommand(terminal: Terminal): Command {
  return new Command("ingest")
    .description("detect, check and load exports; says what was refused and why")
    .argument("<shop>", "folder of the shop")
    .argument(
      "[source...]",
      "files, folders or zips of CSV (also .gz), JSON lines, Parquet and Excel workbooks (.xlsx)",
    )
    .option("--format <name>", `read every file as this instead of detecting it: ${knownFormats.join(", ")}`)
    .option("--map <file...>", "read files that have its columns as this mapping says (docs/formats.md)")
    .option("--draft-map <file>", "write a mapping drafted for one file, to be looked over; nothing is loaded")
    .option(
      "--encoding <name>",
      "what the text is written in, such as gb18030; unset: told from its bytes",
      encodingName,
    )
    .option("--watch <folder>", "then load what is put into this folder, until Ctrl-C; --json prints a document a load")
    .option("--every <seconds>", "how often to look", wholeNumber(1), 5)
    .option("--json", "print one JSON document on stdout")
    .action(async (folder: string, sources: string[], flags: Flags) => {
      if (flags.format && !flags.map && !knownFormats.includes(flags.format)) {
        throw new WrongUsage(`no format is called "${flags.format}", expected one of ${knownFormats.join(", ")}`);
      }
      if (sources.length === 0 && flags.watch === undefined) {
        throw new WrongUsage("nothing to load; expected files, or --watch with a folder");
      }
      const { format, encoding, map } = flags;
      const options = { ...terminal, ...(format && { format }), ...(encoding && { encoding }), ...(map && { map }) };
      if (flags.draftMap !== undefined) return draft(folder, sources, flags, options);
      const report = (reports: readonly IngestReport[]) => {
        if (flags.json) terminal.print(JSON.stringify({ files: reports }, null, flags.watch ? 0 : 2));
        else for (const one of reports) tell(terminal, folder, one);
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

async function draft(folder: string, sources: readonly string[], flags: Flags, options: Terminal): Promise<void> {
  const [file, ...more] = sources;
  const to = flags.draftMap ?? "";
  if (file === undefined || more.length > 0) {
    throw new WrongUsage(`--draft-map drafts for one file, got ${sources.length}`);
  }
  const shop = await openShop(folder, { access: "write", signal: options.signal });
  try {
    const made = await draftMap(shop, file, to, options);
    if (flags.json) return options.print(JSON.stringify(made, null, 2));
    options.print(`${draftSentence(made)}\nwrote ${to}; nothing was loaded. Look it over, then: --map ${to}`);
  } finally {
    shop.close();
  }
}

async function loadOnce(folder: string, sources: readonly string[], options: Terminal): Promise<IngestReport[]> {
  const shop = await openShop(folder, { access: "write", signal: options.signal });
  try {
    return await ingestInto(shop, sources, options);
  } finally {
    shop.close();
  }
}
