import type { MappingDraft } from "#shop/draft-map.js";

const WIDEST = 40; // letters of a cell

/** What each column of a file could be, and what only a person can say. */
export function draftSentence({ columns, questions, mapping }: MappingDraft): string {
  const rows = columns.map(({ header, samples, becomes }) => [
    header,
    samples.join(", ") || "(empty)",
    becomes.join(", ") || "not read",
  ]);
  const cells = [["column", "such as", "becomes"], ...rows];
  const widths = [0, 1].map((place) => Math.min(WIDEST, Math.max(...cells.map((row) => letters(row[place] ?? "")))));
  const lines = cells.map((row) =>
    `  ${row.map((cell, place) => padded(cell, widths[place] ?? 0)).join("  ")}`.trimEnd(),
  );
  const { dates, decimal } = mapping;
  if (dates) lines.push(`  dates are read as ${dates}${decimal ? ", numbers with a decimal comma" : ""}`);
  else if (decimal) lines.push("  numbers are read with a decimal comma");
  return [...lines, ...questions.map((question) => `  ? ${question}`)].join("\n");
}

/** On a terminal a Chinese character is as wide as two letters. */
const letters = (text: string) => [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

function padded(text: string, width: number): string {
  if (width === 0) return text;
  let cut = text;
  while (letters(cut) > width) cut = `${cut.slice(0, -2)}…`;
  return cut + " ".repeat(width - letters(cut));
}
