import type { Kernel, Rows, Span } from "./kernel.js";

/**
 * Kernels in WebAssembly would write beyond an array without a word: what does not lie within the arrays is refused here, whichever
 * kind runs.
 */
type Named = Pick<Kernel<string, string>, "name" | "arrays">;

type Arrays = Readonly<Record<string, Float32Array>>;

/** @throws {RangeError} when a span is not within each array */
export function checkSpan({ name, arrays: used }: Named, arrays: Arrays, { from, to }: Span): void {
  for (const array in used) {
    const { length } = present(name, array, arrays);
    if (!(from >= 0 && from <= to && to <= length && Number.isInteger(from) && Number.isInteger(to))) {
      throw new RangeError(`${name}: expected a part of the ${length} ${array}, got ${from} to ${to}`);
    }
  }
}

/** @throws {RangeError} when packed rows, or the columns of them, are not within each packed array */
export function checkColumns(named: Named, arrays: Arrays, work: Omit<Rows, "rows">): void {
  const { count, width, columns = { from: 0, to: width } } = work;
  if (!(columns.from >= 0 && columns.from <= columns.to && columns.to <= width)) {
    throw new RangeError(`${named.name}: expected some of ${width} columns, got ${columns.from} to ${columns.to}`);
  }
  for (const [array, held] of heldRows(named, arrays, { kind: "packed", width })) {
    if (!(held >= count)) throw new RangeError(`${named.name}: expected ${count} rows of ${array}, got ${held}`);
  }
}

/** @throws {RangeError} when a row that is listed, or its packed row, is not within its array */
export function checkRows(named: Named, arrays: Arrays, work: Rows): void {
  const { rows, count, width } = work;
  if (!(count >= 0 && count <= rows.length)) {
    throw new RangeError(`${named.name}: expected at most the ${rows.length} rows listed, got a count of ${count}`);
  }
  checkColumns(named, arrays, work);
  const tableRows = Math.min(...heldRows(named, arrays, { kind: "table", width }).map(([, held]) => held));
  for (let i = 0; i < count; i += 1) {
    const row = rows[i]!;
    if (row < 0 || row >= tableRows) {
      throw new RangeError(`${named.name}: expected rows below ${tableRows}, got row ${row} at place ${i}`);
    }
  }
}

/** Each array of a kind, and the whole rows in it. */
function heldRows(
  { name, arrays: used }: Named,
  arrays: Arrays,
  { kind, width }: { readonly kind: "table" | "packed"; readonly width: number },
): [array: string, rows: number][] {
  const names = Object.keys(used).filter((array) => used[array] === kind);
  return names.map((array) => [array, Math.floor(present(name, array, arrays).length / width)]);
}

function present(name: string, array: string, arrays: Arrays): Float32Array {
  const found = arrays[array];
  if (found) return found;
  throw new TypeError(`${name}: expected an array of ${array}, got none`);
}
