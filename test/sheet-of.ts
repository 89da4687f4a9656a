import { headerFields } from "#ingest/header-fields.js";
import type { Cell } from "./workbook-bytes.js";

const EPOCH = 25_569; // the serial of 1970-01-01
const DAY_MS = 86_400_000;

/** The rows of a CSV as a spreadsheet would hold them: what looks like a number is one, and so is what looks like a time. */
export function sheetOf(csv: string): Cell[][] {
  return csv
    .trimEnd()
    .split("\n")
    .map((line) =>
      headerFields(line, ",").map((field) => cellOf(field.replace(/^"(.*)"$/, "$1").replaceAll('""', '"'))),
    );
}

function cellOf(text: string): Cell {
  if (text === "") return null;
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return { written: Number(text).toPrecision(17), format: "0.00" };
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return text === "true" ? true : text;
  const serial = Date.parse(`${text.replace(" ", "T")}Z`) / DAY_MS + EPOCH;
  return { written: serial.toPrecision(15), format: "yyyy-mm-dd hh:mm:ss" };
}
