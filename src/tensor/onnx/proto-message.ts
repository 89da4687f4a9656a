const encoder = new TextEncoder();
const [VARINT, LENGTH_DELIMITED, FIXED32] = [0, 2, 5];

/**
 * A protobuf message being written. Fields keep the order of the calls. Byte fields are kept by reference until `bytes()`,
 * so that a large one is copied once, into its place.
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtoMessage {
  readonly #parts: (readonly number[] | Uint8Array | ProtoMessage)[] = [];
  #size = 0;

  /** Bytes of the message as written so far. */
  get size(): number {
    return this.#size;
  }

  /** @param value a safe integer, written as int64 */
  int(field: number, value: number): void {
    this.#add([...varint(field * 8 + VARINT), ...varint(value)]);
  }

  /** Written as float32. */
  float(field: number, value: number): void {
    this.#add([...varint(field * 8 + FIXED32), ...new Uint8Array(Float32Array.of(value).buffer)]);
  }

  text(field: number, value: string): void {
    this.binary(field, encoder.encode(value));
  }

  binary(field: number, value: Uint8Array): void {
    this.#add([...varint(field * 8 + LENGTH_DELIMITED), ...varint(value.length)]);
    this.#add(value);
  }

  /** A message within this one, of the fields that `write` gives it. */
  message(field: number, write: (inner: ProtoMessage) => void): void {
    const inner = new ProtoMessage();
    write(inner);
    this.#add([...varint(field * 8 + LENGTH_DELIMITED), ...varint(inner.size)]);
    this.#add(inner);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const target = new Uint8Array(this.#size);
    this.#writeTo(target, 0);
    return target;
  }

  #add(part: readonly number[] | Uint8Array | ProtoMessage): void {
    this.#parts.push(part);
    this.#size += part instanceof ProtoMessage ? part.size : part.length;
  }

  #writeTo(target: Uint8Array, at: number): number {
    for (const part of this.#parts) {
      if (part instanceof ProtoMessage) {
        at = part.#writeTo(target, at);
      } else {
        target.set(part, at);
        at += part.length;
      }
    }
    return at;
  }
}

/** Seven bits a byte, lowest first; a negative number as its 64 bits of two's complement. */
function varint(value: number): number[] {
  if (value >= 0 && value < 128) return [value];
  const bytes: number[] = [];
  let rest = value < 0 ? BigInt.asUintN(64, BigInt(value)) : BigInt(value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return bytes;
}
