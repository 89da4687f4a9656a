import { formatCount } from "#charts/format.js";
import type { MappingDraft } from "#shop/draft-map.js";
import type { IngestReport } from "#shop/ingest-into.js";
import { draftSentence } from "./draft-sentence.js";
import type { Terminal } from "./terminal.js";

const REASONS_SHOWN = 5;

/**
 * Says what became of one file: what is not loaded is a note, the rest is the answer.
 *
 * @param command the words that ask for this file alone
 */
export function tell(terminal: Terminal, report: IngestReport, command: readonly string[]): void {
  if (report.kind === "loaded") {
    terminal.print(ingestSentence(report));
    return;
  }
  terminal.note(`${report.kind === "refused" ? "refused" : "passed over"}: ${report.message}`);
  if (report.kind === "refused" && report.draft) terminal.print(draftOffer(report.path, report.draft, command));
}

/**
 * What a file of no known format could be, and how to say that it is.
 *
 * @param words the command that loads this file alone
 */
export function draftOffer(path: string, draft: MappingDraft, words: readonly string[]): string {
  const map = `${draft.mapping.name}.map.json`;
  const command = (option: string) => `  ${[...words, option, map].map(shellWord).join(" ")}`;
  return [
    `Nothing of ${path} was loaded. Its columns could be:`,
    draftSentence(draft),
    "Write this down as a mapping, look it over, and load the file with it (docs/formats.md):",
    command("--draft-map"),
    command("--map"),
  ].join("\n");
}

const shellWord = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

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
