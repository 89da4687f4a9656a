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
      return numberReader((vector, values) => {
        for (let i = 0; i < vector.itemCount; i += 1) values[i] = toNumber(vector.getItem(i));
      });
    default:
      return textReader();
  }
}

/** Writes a vector's numbers into `values`. */
type Fill = (vector: DuckDBVector, values: Float64Array) => void;

/** Straight from the vector's typed array, divided by `divisor`. */
function rawInto(divisor: number): Fill {
  return (vector, values) => {
    const { items, validity } = vector as unknown as RawVector;
    for (let i = 0; i < items.length; i += 1)
      values[i] = validity.itemValid(i) ? Number(items[i]) / divisor : Number.NaN;
  };
}

function numberReader(fill: Fill): Reader {
  const parts: Float64Array[] = [];
  return {
    take(vector) {
      const values = new Float64Array(vector.itemCount);
      fill(vector, values);
      parts.push(values);
    },
    done: () => joined(parts, (length) => new Float64Array(length)),
  };
}

/** One array of all parts, which are let go: growing by doubling would hold three times as much at its worst. */
function joined<T extends Float64Array | Int32Array>(parts: T[], make: (length: number) => T): T {
  const whole = make(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  parts.length = 0;
  return whole;
}

function toNumber(value: unknown): number {
  if (value === null) return Number.NaN;
  if (typeof value === "object" && "toDouble" in value) return (value as { toDouble(): number }).toDouble(); // decimal
  return Number(value);
}

function textReader(): Reader {
  const codeOf = new Map<string, number>();
  const parts: Int32Array[] = [];
  return {
    take(vector) {
      const codes = new Int32Array(vector.itemCount);
      for (let i = 0; i < codes.length; i += 1) codes[i] = encode(codeOf, toText(vector.getItem(i)));
      parts.push(codes);
    },
    done: () => ({ codes: joined(parts, (length) => new Int32Array(length)), words: [...codeOf.keys()] }),
  };
}

function toText(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : String(value);
}
