import type { Rows, Span } from "./kernel.js";

/** Kernels in WebAssembly would write beyond an array without a word: what does not lie within is refused here, whichever runs. */
export function checkSpan(name: string, arrays: Readonly<Record<string, Float32Array>>, { from, to }: Span): void {
  for (const [array, { length }] of Object.entries(arrays)) {
    if (!(from >= 0 && from <= to && to <= length && Number.isInteger(from) && Number.isInteger(to))) {
      throw new RangeError(`${name}: expected a part of the ${length} ${array}, got ${from} to ${to}`);
    }
  }
}

/** @throws {RangeError} when packed rows, or the columns of them, are not within each array */
export function checkColumns(
  name: string,
  arrays: Readonly<Record<string, Float32Array>>,
  { count, width, columns }: { readonly count: number; readonly width: number; readonly columns: Span },
): void {
  if (!(columns.from >= 0 && columns.from <= columns.to && columns.to <= width)) {
    throw new RangeError(`${name}: expected some of ${width} columns, got ${columns.from} to ${columns.to}`);
  }
  for (const [array, { length }] of Object.entries(arrays)) {
    const held = Math.floor(length / width);
    if (!(held >= count)) throw new RangeError(`${name}: expected ${count} rows of ${array}, got ${held}`);
  }
}

/** @throws {RangeError} when a row that is listed, or its packed row, is not within its array */
export function checkRows(
  name: string,
  arrays: Readonly<Record<string, Float32Array>>,
  layout: Readonly<Record<string, "table" | "packed">>,
  { rows, count, width, columns = { from: 0, to: width } }: Rows,
): void {
  if (!(count >= 0 && count <= rows.length)) {
    throw new RangeError(`${name}: expected at most the ${rows.length} rows listed, got a count of ${count}`);
  }
  const held = (kind: "table" | "packed") => Object.entries(arrays).filter(([array]) => layout[array] === kind);
  checkColumns(name, Object.fromEntries(held("packed")), { count, width, columns });
  const tableRows = Math.min(...held("table").map(([, { length }]) => Math.floor(length / width)));
  for (let i = 0; i < count; i += 1) {
    const row = rows[i]!;
    if (row < 0 || row >= tableRows) {
      throw new RangeError(`${name}: expected rows below ${tableRows}, got row ${row} at place ${i}`);
    }
  }
}
