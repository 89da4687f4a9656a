import type { Rows, Span } from "./kernel.js";

type Arrays = Readonly<Record<string, Float32Array>>;

/** Kernels in WebAssembly would write beyond an array without a word: what does not lie within is refused here, whichever runs. */
export function checkSpan(name: string, arrays: Arrays, used: readonly string[], { from, to }: Span): void {
  for (const array of used) {
    const { length } = arrays[array]!;
    if (!(from >= 0 && from <= to && to <= length && Number.isInteger(from) && Number.isInteger(to))) {
      throw new RangeError(`${name}: expected a part of the ${length} ${array}, got ${from} to ${to}`);
    }
  }
}

/** @throws {RangeError} when packed rows, or the columns of them, are not within each array */
export function checkColumns(
  name: string,
  arrays: Arrays,
  used: readonly string[],
  { count, width, columns }: { readonly count: number; readonly width: number; readonly columns: Span },
): void {
  if (!(columns.from >= 0 && columns.from <= columns.to && columns.to <= width)) {
    throw new RangeError(`${name}: expected some of ${width} columns, got ${columns.from} to ${columns.to}`);
  }
  for (const array of used) {
    const held = Math.floor(arrays[array]!.length / width);
    if (!(held >= count)) throw new RangeError(`${name}: expected ${count} rows of ${array}, got ${held}`);
  }
}

/** @throws {RangeError} when a row that is listed, or its packed row, is not within its array */
export function checkRows(
  name: string,
  arrays: Arrays,
  layout: Readonly<Record<string, "table" | "packed">>,
  { rows, count, width, columns = { from: 0, to: width } }: Rows,
): void {
  if (!(count >= 0 && count <= rows.length)) {
    throw new RangeError(`${name}: expected at most the ${rows.length} rows listed, got a count of ${count}`);
  }
  const used = (kind: "table" | "packed") => Object.keys(layout).filter((array) => layout[array] === kind);
  checkColumns(name, arrays, used("packed"), { count, width, columns });
  const tableRows = Math.min(...used("table").map((array) => Math.floor(arrays[array]!.length / width)));
  for (let i = 0; i < count; i += 1) {
    const row = rows[i]!;
    if (row < 0 || row >= tableRows) {
      throw new RangeError(`${name}: expected rows below ${tableRows}, got row ${row} at place ${i}`);
    }
  }
}
