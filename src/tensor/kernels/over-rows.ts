import type { WasmFunction } from "./assembler.js";
import { type Code, call, get, i32, repeatWhile, set } from "./instructions.js";

/** Numbers and row numbers are of four bytes. */
const BYTES = i32.constant(4);

/**
 * A function that calls another for each of a list of rows. Its parameters are those of the other, `length` being the numbers
 * of a row to work on; then `rows`, the address of the row numbers, `count`, and `width`, the numbers from one row to the next.
 *
 * @param layout of each array of the other function: addressed by row number, or packed in the order of the list
 */
export function overRows(
  span: WasmFunction & { readonly index: number },
  layout: Readonly<Record<string, "table" | "packed">>,
): WasmFunction {
  const address = (array: string): Code =>
    i32.add(get(array), layout[array] === "table" ? get("tableBytes") : get("packedBytes"));
  const operands = Object.keys(span.parameters).map((name) => (name in layout ? address(name) : get(name)));
  const rowBytes = (row: Code): Code => i32.multiply(i32.multiply(row, get("width")), BYTES);
  return {
    name: `${span.name} over rows`,
    parameters: { ...span.parameters, rows: "i32", count: "i32", width: "i32" },
    locals: { row: "i32", tableBytes: "i32", packedBytes: "i32" },
    body: repeatWhile(i32.lessThan(get("row"), get("count")), [
      set("tableBytes", rowBytes(i32.load(i32.add(get("rows"), i32.multiply(get("row"), BYTES))))),
      set("packedBytes", rowBytes(get("row"))),
      call(span.index, operands),
      set("row", i32.add(get("row"), i32.constant(1))),
    ]),
  };
}
