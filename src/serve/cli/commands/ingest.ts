import { Command } from "commander";
import { formatCount } from "#charts/format.js";
import { type IngestReport, ingestInto, knownFormats } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { type Terminal, WrongUsage } from "../terminal.js";

interface Flags {
  readonly format?: string;
  readonly json?: true;
}

const REASONS_SHOWN = 5;

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
        tell(terminal, reports, flags);
        if (reports.some(({ kind }) => kind === "refused")) process.exitCode = 1;
      } finally {
        shop.close();
      }
    });
}

function tell(terminal: Terminal, reports: readonly IngestReport[], { json }: Flags): void {
  if (json) return terminal.print(JSON.stringify({ files: reports }, null, 2));
  for (const report of reports) (report.kind === "refused" ? terminal.note : terminal.print)(sentence(report));
}

function sentence(report: IngestReport): string {
  if (report.kind === "refused") return `refused: ${report.message}`;
  const loaded = formatCount(report.rows - report.refused, "en");
  const head = `${report.path}: ${loaded} rows loaded as ${report.format}`;
  if (report.refused === 0) return head;
  const shown = report.reasons
    .slice(0, REASONS_SHOWN)
    .map(({ reason, rows }) => `  ${formatCount(rows, "en")} × ${reason}`);
  const more = report.reasons.length - shown.length;
  return [
    `${head}, ${formatCount(report.refused, "en")} refused (kept in quarantine/):`,
    ...shown,
    ...(more > 0 ? [`  and ${more} other reasons`] : []),
  ].join("\n");
}
