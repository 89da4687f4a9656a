import { readFileSync } from "node:fs";
import { Command } from "commander";
import { hasPassword, isDatabase, shownAddress } from "#shop/database-address.js";
import { draftMap } from "#shop/draft-map.js";
import { type IngestReport, ingestInto, knownFormats } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { watchFolder } from "#shop/watch-folder.js";
import { draftSentence } from "../draft-sentence.js";
import { collected, encodingName, wholeNumber } from "../flags.js";
import { tell } from "../ingest-sentence.js";
import { type Terminal, WrongUsage } from "../terminal.js";

interface Flags {
  readonly format?: string;
  readonly encoding?: string;
  readonly map: string[];
  readonly draftMap?: string;
  readonly query: string[];
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
      "files, folders or zips of CSV (also .gz), JSON lines, Parquet and Excel workbooks (.xlsx), or a database: postgres://user@host/name",
    )
    .option("--format <name>", `read every file as this instead of detecting it: ${knownFormats.join(", ")}`)
    .option(
      "--map <file>",
      "read what has its columns as this mapping says (docs/formats.md); may be given again",
      collected,
      [],
    )
    .option("--draft-map <file>", "write a mapping drafted for one file, to be looked over; nothing is loaded")
    .option("--query <sql>", "ask this of the database, or what the file @path says; may be given again", collected, [])
    .option(
      "--encoding <name>",
      "what the text is written in, such as gb18030; unset: told from its bytes",
      encodingName,
    )
    .option("--watch <folder>", "then load what is put into this folder, until Ctrl-C; --json prints a document a load")
    .option("--every <seconds>", "how often to look", wholeNumber(1), 5)
    .option("--json", "print one JSON document on stdout")
    .action(async (folder: string, sources: string[], flags: Flags) => {
      if (flags.format && flags.map.length === 0 && !knownFormats.includes(flags.format)) {
        throw new WrongUsage(`no format is called "${flags.format}", expected one of ${knownFormats.join(", ")}`);
      }
      if (sources.length === 0 && flags.watch === undefined) {
        throw new WrongUsage("nothing to load; expected files, or --watch with a folder");
      }
      const options = { ...terminal, ...optionsOf(flags) };
      expectQueries(terminal, sources, flags);
      if (flags.draftMap !== undefined) return draft(folder, sources, flags, options);
      const report = (reports: readonly IngestReport[]) => {
        if (flags.json) terminal.print(JSON.stringify({ files: reports }, null, flags.watch ? 0 : 2));
        else for (const one of reports) tell(terminal, one, ["shoplens", "ingest", folder, ...askedBy(one, flags)]);
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

function optionsOf({ format, encoding, map, query }: Flags) {
  return {
    ...(format && { format }),
    ...(encoding && { encoding }),
    ...(map.length > 0 && { map }),
    ...(query.length > 0 && { queries: query.map(written) }),
  };
}

/** The query itself, or what is written in the file it names. */
function written(query: string): string {
  if (!query.startsWith("@")) return query;
  try {
    return readFileSync(query.slice(1), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WrongUsage(`--query @${query.slice(1)} cannot be read (${code}); expected a file that holds a query`);
  }
}

function expectQueries(terminal: Terminal, sources: readonly string[], { query, map }: Flags): void {
  const databases = sources.filter(isDatabase);
  if (query.length > 0 && databases.length === 0) {
    throw new WrongUsage("--query asks a database; expected one among the sources, such as postgres://user@host/name");
  }
  if (databases.length > 0 && query.length === 0 && map.length === 0) {
    throw new WrongUsage(`${databases.map(shownAddress).join(", ")} is a database: say what to ask of it with --query`);
  }
  if (databases.some(hasPassword)) {
    terminal.note(
      "the password in the address can be seen by everyone on this machine; PGPASSWORD or ~/.pgpass keep it to yourself",
    );
  }
}

/** The words of the command line that name what a report is about. */
function askedBy({ path }: IngestReport, { query }: Flags): string[] {
  return isDatabase(path) ? [path.replace(/ \(query \d+\)$/, ""), ...query.flatMap((sql) => ["--query", sql])] : [path];
}

async function draft(folder: string, sources: readonly string[], flags: Flags, options: Terminal): Promise<void> {
  const [file, ...more] = sources;
  const to = flags.draftMap ?? "";
  if (file === undefined || more.length > 0) {
    throw new WrongUsage(`--draft-map drafts for one file, got ${sources.length}`);
  }
  const shop = await openShop(folder, { access: "write", isForLoading: true, signal: options.signal });
  try {
    const made = await draftMap(shop, file, to, options);
    if (flags.json) return options.print(JSON.stringify(made, null, 2));
    options.print(`${draftSentence(made)}\nwrote ${to}; nothing was loaded. Look it over, then: --map ${to}`);
  } finally {
    shop.close();
  }
}

async function loadOnce(folder: string, sources: readonly string[], options: Terminal): Promise<IngestReport[]> {
  const shop = await openShop(folder, { access: "write", isForLoading: true, signal: options.signal });
  try {
    return await ingestInto(shop, sources, options);
  } finally {
    shop.close();
  }
}
