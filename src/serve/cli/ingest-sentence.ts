import { formatCount } from "#charts/format.js";
import type { IngestReport } from "#shop/ingest-into.js";
import type { Terminal } from "./terminal.js";

const REASONS_SHOWN = 5;

/** Says what became of one file: what is not loaded is a note, the rest is the answer. */
export function tell(terminal: Terminal, report: IngestReport): void {
  if (report.kind === "refused") terminal.note(`refused: ${report.message}`);
  else if (report.kind === "passed") terminal.note(`passed over: ${report.message}`);
  else terminal.print(ingestSentence(report));
}

/** What was loaded and what was not, for people. */
export function ingestSentence(report: IngestReport & { kind: "loaded" }): string {
  const loaded = formatCount(report.rows - report.refused, "en");
  const written = report.encoding && report.encoding !== "utf-8" ? ` (read as ${report.encoding})` : "";
  const head = `${report.path}: ${loaded} rows loaded as ${report.format}${written}`;
  if (report.refused === 0) return head;
  const shown = report.reasons
    .slice(0, REASONS_SHOWN)
    .map(({ reason, rows }) => `  ${formatCount(rows, "en")} × ${reason}`);
  const more = report.reasons.length - shown.length;
  return [
    `${head}, ${formatCount(report.refused, "en")} refused (kept in quarantine/):`,
    ...shown,
    ...(more > 0 ? [`  and ${more} other reasons`] : []),
    ...(report.reasons.some(({ reason }) => reason.startsWith("bytes that are not"))
      ? [`  if the file is written in something other than ${report.encoding}, say so with --encoding`]
      : []),
  ].join("\n");
}
