import { type DuckDBResult, DuckDBTypeId, type DuckDBVector } from "@duckdb/node-api";
import { type Column, encode, type Table } from "#table/table.js";

/** What the vectors of plain numbers hold but do not declare: their raw values, and which of them are not null. */
interface RawVector {
  readonly items: Float64Array | Int32Array | BigInt64Array;
  readonly validity: { itemValid(index: number): boolean };
}

/** Collects one column, chunk by chunk. */
interface Reader {
  take(vector: DuckDBVector): void;
  done(): Column;
}

/** Drains a streamed result into typed arrays: numbers as they are, times as milliseconds, days as YYYY-MM-DD. */
export async function readTable(result: DuckDBResult): Promise<Table> {
  const names = result.columnNames();
  const readers = names.map((_, i) => readerFor(result.columnTypeId(i)));
  let rows = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    rows += chunk.rowCount;
    for (const [i, reader] of readers.entries()) reader.take(chunk.getColumnVector(i));
  }
  return { rows, columns: Object.fromEntries(names.map((name, i) => [name, readers[i]!.done()])) };
}

function readerFor(type: DuckDBTypeId): Reader {
  switch (type) {
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
      return numberReader(rawInto(1));
    case DuckDBTypeId.TIMESTAMP:
      return numberReader(rawInto(1000)); // microseconds
    case DuckDBTypeId.BOOLEAN:
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.DECIMAL:
      return numberReader((vector, values, at) => {
        for (let i = 0; i < vector.itemCount; i += 1) values[at + i] = toNumber(vector.getItem(i));
      });
    default:
      return textReader();
  }
}

/** Writes a vector's numbers into `values` from index `at` on. */
type Fill = (vector: DuckDBVector, values: Float64Array, at: number) => void;

/** Straight from the vector's typed array, divided by `divisor`. */
function rawInto(divisor: number): Fill {
  return (vector, values, at) => {
    const { items, validity } = vector as unknown as RawVector;
    for (let i = 0; i < items.length; i += 1)
      values[at + i] = validity.itemValid(i) ? Number(items[i]) / divisor : Number.NaN;
  };
}

function numberReader(fill: Fill): Reader {
  let values = new Float64Array(1024);
  let length = 0;
  return {
    take(vector) {
      if (length + vector.itemCount > values.length) {
        const larger = new Float64Array(Math.max(values.length * 2, length + vector.itemCount));
        larger.set(values);
        values = larger;
      }
      fill(vector, values, length);
      length += vector.itemCount;
    },
    done: () => values.slice(0, length),
  };
}

function toNumber(value: unknown): number {
  if (value === null) return Number.NaN;
  if (typeof value === "object" && "toDouble" in value) return (value as { toDouble(): number }).toDouble(); // decimal
  return Number(value);
}

function textReader(): Reader {
  const codeOf = new Map<string, number>();
  let codes = new Int32Array(1024);
  let length = 0;
  return {
    take(vector) {
      if (length + vector.itemCount > codes.length) {
        const larger = new Int32Array(Math.max(codes.length * 2, length + vector.itemCount));
        larger.set(codes);
        codes = larger;
      }
      for (let i = 0; i < vector.itemCount; i += 1) codes[length + i] = encode(codeOf, toText(vector.getItem(i)));
      length += vector.itemCount;
    },
    done: () => ({ codes: codes.slice(0, length), words: [...codeOf.keys()] }),
  };
}

function toText(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : String(value);
}
