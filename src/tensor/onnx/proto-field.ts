import { BadTensorFile } from "../bad-tensor-file.js";

const [VARINT, FIXED64, LENGTH_DELIMITED, FIXED32] = [0, 1, 2, 5];
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Protobuf's own limit: an honest model is a few deep. */
const DEEPEST = 100;

/** A stretch of the file, and where it is: "graph, node 3". */
interface Scope {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
  readonly place: string;
  readonly depth: number;
}

/** What is done with the fields of a message, by their number; those without a taker are skipped. */
export type ProtoTakers = Readonly<Record<number, (field: ProtoField) => void>>;

/** What the elements of a repeated field of numbers are. */
export type ProtoScalar = "int32" | "int64" | "uint64" | "float" | "double";

/**
 * One field of a protobuf message, read as what the caller knows it to be.
 *
 * Source: https://protobuf.dev/programming-guides/encoding/. Groups, deprecated before ONNX began, are refused.
 */
export class ProtoField {
  readonly number: number;
  readonly #wire: number;
  readonly #scope: Scope;
  /** Where its value starts and ends. */
  readonly #start: number;
  readonly #end: number;

  constructor(number: number, wire: number, scope: Scope, start: number, end: number) {
    this.number = number;
    this.#wire = wire;
    this.#scope = scope;
    this.#start = start;
    this.#end = end;
  }

  /** Of an int64 or int32 field or an enum. */
  int(): number {
    this.#demand(VARINT);
    return this.#exact(this.#scalarAt("int64", this.#start));
  }

  float(): number {
    this.#demand(FIXED32);
    return this.#scope.view.getFloat32(this.#start, true);
  }

  text(): string {
    try {
      return decoder.decode(this.binary());
    } catch {
      return this.refuse("a text is not UTF-8, or longer than a text can be");
    }
  }

  /** Shares the bytes of the file. */
  binary(): Uint8Array {
    this.#demand(LENGTH_DELIMITED);
    return this.#scope.bytes.subarray(this.#start, this.#end);
  }

  /** Hands each field of the message this field holds to its taker. @param name of the message, for errors */
  take(name: string, takers: ProtoTakers): void {
    this.#demand(LENGTH_DELIMITED);
    const place = this.#scope.place === "" ? name : `${this.#scope.place}, ${name}`;
    const depth = this.#scope.depth + 1;
    if (depth > DEEPEST) this.refuse(`messages lie more than ${DEEPEST} deep in each other`);
    takeFields({ ...this.#scope, start: this.#start, end: this.#end, place, depth }, takers);
  }

  /** What this field adds to a repeated one of scalars: one, or a packed run of them. */
  *scalars(kind: ProtoScalar): Generator<number | bigint> {
    const wire = wireOf(kind);
    if (this.#wire !== LENGTH_DELIMITED) {
      this.#demand(wire);
      yield this.#scalarAt(kind, this.#start);
      return;
    }
    for (let at = this.#start; at < this.#end; ) {
      const after = endOf(wire, this.#scope, at, this.#end);
      yield this.#scalarAt(kind, at);
      at = after;
    }
  }

  /** At least as many bytes as the field adds scalars. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Of a repeated int64 field. */
  *ints(): Generator<number> {
    for (const value of this.scalars("int64")) yield this.#exact(value);
  }

  refuse(what: string): never {
    throw broken(this.#scope, this.#start, what);
  }

  #exact(value: number | bigint): number {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : this.refuse(`the whole number ${value} is too large to be exact`);
  }

  #scalarAt(kind: ProtoScalar, at: number): number | bigint {
    const { view, bytes } = this.#scope;
    switch (kind) {
      case "float":
        return view.getFloat32(at, true);
      case "double":
        return view.getFloat64(at, true);
      case "int32":
        return Number(BigInt.asIntN(32, varintAt(bytes, at)));
      case "int64":
        return BigInt.asIntN(64, varintAt(bytes, at));
      case "uint64":
        return varintAt(bytes, at);
    }
  }

  #demand(wire: number): void {
    if (this.#wire !== wire) this.refuse(`field ${this.number} has the wire type ${this.#wire}, expected ${wire}`);
  }
}

/** Hands each field of a whole file to its taker. */
export function takeFile(bytes: Uint8Array, takers: ProtoTakers): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  takeFields({ bytes, view, start: 0, end: bytes.length, place: "", depth: 0 }, takers);
}

function takeFields(scope: Scope, takers: ProtoTakers): void {
  for (let at = scope.start; at < scope.end; ) {
    const afterTag = endOf(VARINT, scope, at, scope.end);
    const tag = varintAt(scope.bytes, at);
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    if (number < 1 || number >= 2 ** 29) throw broken(scope, at, `no field can have the number ${number}`);
    const end = endOf(wire, scope, afterTag, scope.end);
    const start = wire === LENGTH_DELIMITED ? endOf(VARINT, scope, afterTag, scope.end) : afterTag;
    takers[number]?.(new ProtoField(number, wire, scope, start, end));
    at = end;
  }
}

function wireOf(kind: ProtoScalar): number {
  if (kind === "float") return FIXED32;
  return kind === "double" ? FIXED64 : VARINT;
}

/** Where the value that starts at `at` ends, which is not after `limit`. */
function endOf(wire: number, scope: Scope, at: number, limit: number): number {
  if (wire === VARINT) return varintEnd(scope, at, limit);
  const start = wire === LENGTH_DELIMITED ? varintEnd(scope, at, limit) : at;
  const size = sizeOf(wire, scope, at);
  if (size > limit - start) throw broken(scope, at, `${size} bytes are announced and ${limit - start} are left`);
  return start + size;
}

function sizeOf(wire: number, scope: Scope, at: number): number {
  switch (wire) {
    case FIXED64:
      return 8;
    case FIXED32:
      return 4;
    case LENGTH_DELIMITED:
      return Number(varintAt(scope.bytes, at));
    default:
      throw broken(scope, at, `there is no wire type ${wire} in ONNX`);
  }
}

function varintEnd(scope: Scope, at: number, limit: number): number {
  for (let end = at; end < at + 10; end++) {
    if (end >= limit) throw broken(scope, at, "a number is cut off");
    if (scope.bytes[end]! < 128) return end + 1;
  }
  throw broken(scope, at, "a number takes more than ten bytes");
}

/** Seven bits a byte, lowest first, as 64 bits without a sign. @param at start of one whose end was found */
function varintAt(bytes: Uint8Array, at: number): bigint {
  let low = 0;
  for (let shift = 0; shift < 49; shift += 7) {
    const byte = bytes[at++]!;
    low += (byte & 127) * 2 ** shift;
    if (byte < 128) return BigInt(low);
  }
  let value = BigInt(low);
  for (let shift = 49n; ; shift += 7n) {
    const byte = bytes[at++]!;
    value += BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
}

function broken({ place }: Scope, at: number, what: string): BadTensorFile {
  const where = place === "" ? "" : ` (${place})`;
  return new BadTensorFile(`The ONNX file is broken at byte ${at}${where}: ${what}.`);
}
