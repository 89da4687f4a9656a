import type { CellFormat } from "./cell-formats.js";
import { cellText, type DateSystem } from "./cell-text.js";
import type { XmlEvents } from "./parsed-xml.js";
import { unescaped } from "./rich-text.js";
import type { SharedStrings } from "./shared-strings.js";

/** A row of a sheet that holds something. */
export interface SheetRow {
  /** As the sheet numbers it, from 1. */
  readonly line: number;
  /** [column from A] text; empty where there is none. */
  readonly cells: readonly string[];
  /** Columns that hold a formula without its result. */
  readonly uncalculated: readonly number[];
  /** Columns that hold a number of more digits than Excel keeps of one. */
  readonly long: readonly number[];
}

export interface CellContext {
  readonly strings: SharedStrings;
  /** [style] */
  readonly formats: readonly CellFormat[];
  readonly dateSystem: DateSystem;
}

const MOST_ROWS = 1_048_576; // of any sheet
const MOST_COLUMNS = 2000; // no more are read: a table has fewer, and each row is as wide
const LONGER_THAN_KEPT = /^-?\d{16,}$/;
const A = 65;
const number: CellFormat = { kind: "number" };
const none: readonly number[] = [];

/** The rows of a sheet's XML, each handed over as it ends. Cells that only have a style are nothing. */
export class SheetRows implements XmlEvents {
  readonly #context: CellContext;
  readonly #take: (row: SheetRow) => void;
  #isInData = false;
  #line = 0;
  #cells: string[] = [];
  #uncalculated: number[] | undefined;
  #long: number[] | undefined;
  #column = -1;
  #type = "n";
  #style = 0;
  #text = "";
  /** What is being read of a cell. */
  #reading: "none" | "value" | "text" = "none";
  #hasValue = false;
  #hasFormula = false;
  #isSpoken = false;

  constructor(context: CellContext, take: (row: SheetRow) => void) {
    this.#context = context;
    this.#take = take;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (!this.#isInData) this.#isInData = name === "sheetData";
    else if (name === "c") this.#openCell(attributes);
    else if (name === "v") this.#readValue("value");
    else if (name === "row") this.#openRow(attributes["r"]);
    else if (name === "f") this.#hasFormula = true;
    else if (name === "rPh") this.#isSpoken = true;
    else if (name === "t" && !this.#isSpoken) this.#readValue("text");
  }

  close(name: string): void {
    if (!this.#isInData) return;
    if (name === "v" || name === "t") this.#reading = "none";
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
    else if (name === "rPh") this.#isSpoken = false;
    else if (name === "sheetData") this.#isInData = false;
  }

  text(text: string): void {
    if (this.#reading !== "none") this.#text += text;
  }

  #openRow(written: string | undefined): void {
    const line = written === undefined ? this.#line + 1 : Number(written);
    if (!(Number.isInteger(line) && line > this.#line && line <= MOST_ROWS))
      throw new Error(`row ${String(written).slice(0, 20)} after row ${this.#line}`);
    this.#line = line;
    this.#column = -1;
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    this.#type = t ?? "n";
    this.#style = s === undefined ? 0 : Number(s);
    this.#text = "";
    this.#hasValue = false;
    this.#hasFormula = false;
  }

  #readValue(kind: "value" | "text"): void {
    this.#reading = kind;
    this.#hasValue = true;
  }

  #closeCell(): void {
    const column = this.#column;
    if (column >= MOST_COLUMNS) return;
    if (!this.#hasValue) {
      if (this.#hasFormula) this.#uncalculated = pushed(this.#uncalculated, column);
      return;
    }
    const text = this.#value();
    if (text === "") return;
    while (this.#cells.length < column) this.#cells.push("");
    this.#cells[column] = text;
  }

  #value(): string {
    const text = this.#text;
    switch (this.#type) {
      case "s":
        return this.#shared(text);
      case "str":
      case "inlineStr":
        return unescaped(text);
      case "b":
        return text === "1" ? "true" : "false";
      case "e": // #N/A and the like
        return "";
      case "d":
        return text;
      default:
        return this.#number(text);
    }
  }

  #shared(index: string): string {
    const text = this.#context.strings.at(Number(index));
    if (text === undefined) throw new Error(`row ${this.#line} shares text ${index.slice(0, 20)}, and there is none`);
    return text;
  }

  #number(written: string): string {
    const format = this.#context.formats[this.#style] ?? number;
    const text = cellText(written, format, this.#context.dateSystem);
    if (format.kind === "number" && LONGER_THAN_KEPT.test(text)) this.#long = pushed(this.#long, this.#column);
    return text;
  }

  #closeRow(): void {
    const [cells, uncalculated, long] = [this.#cells, this.#uncalculated, this.#long];
    if (cells.length === 0 && !uncalculated) return;
    this.#cells = [];
    this.#uncalculated = undefined;
    this.#long = undefined;
    this.#take({ line: this.#line, cells, uncalculated: uncalculated ?? none, long: long ?? none });
  }
}

/** Rows hardly ever have such a list: it is made when first needed. */
function pushed(columns: number[] | undefined, column: number): number[] {
  if (!columns) return [column];
  columns.push(column);
  return columns;
}

/** From 0, of a cell's place such as AB12. */
function columnOf(place: string): number {
  let column = 0;
  let i = 0;
  for (let letter = place.charCodeAt(0) - A; letter >= 0 && letter < 26; letter = place.charCodeAt(++i) - A)
    column = column * 26 + letter + 1;
  if (i === 0 || i > 3) throw new Error(`a cell at "${place.slice(0, 20)}"`);
  return column - 1;
}
