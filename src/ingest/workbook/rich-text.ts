import type { XmlEvents } from "./parsed-xml.js";

const LONGEST = 100_000; // characters: twice what the longest cell of any spreadsheet holds

/**
 * Reads the texts of elements of this name: of one run or of several in different styles, without the pronunciation
 * that Japanese and Chinese workbooks keep beside them.
 */
export function richText(element: string, take: (text: string) => void): XmlEvents {
  let text = "";
  let isReading = false;
  let isSpoken = false;
  return {
    open(name) {
      if (name === element) text = "";
      else if (name === "rPh") isSpoken = true;
      else if (name === "t") isReading = !isSpoken;
    },
    text(more) {
      if (!isReading) return;
      text += more;
      if (text.length > LONGEST) throw new Error(`a text of more than ${LONGEST} characters`);
    },
    close(name) {
      if (name === "t") isReading = false;
      else if (name === "rPh") isSpoken = false;
      else if (name === element) take(unescaped(text));
    },
  };
}

/** What XML cannot hold, a workbook writes as _xHHHH_. Source: ECMA-376-1, 22.9.2.19 ST_Xstring. */
export const unescaped = (text: string) =>
  text.includes("_x")
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
