/** A CSV of these columns; what a row does not name is empty. */
export function csvText(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  for (const name of rows.flatMap((row) => Object.keys(row)))
    if (!columns.includes(name)) throw new RangeError(`the export has no column "${name}"`);
  return `${[columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column])))].map((cells) => cells.join(",")).join("\n")}\n`;
}

const cell = (text = "") => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
