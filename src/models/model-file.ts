/** Files by name, without a folder. */
export type ModelFiles = Readonly<Record<string, Uint8Array>>;

/** A value as the bytes of a file: numbers little-endian (as on every machine Node ≥ 20 ships for but s390x), else JSON. */
export function bytes(content: Int32Array | Float32Array | object): Uint8Array {
  if (ArrayBuffer.isView(content)) return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  return new TextEncoder().encode(JSON.stringify(content));
}

/** @throws when the file is missing or is no JSON. */
export function json(files: ModelFiles, name: string): unknown {
  return JSON.parse(new TextDecoder().decode(file(files, name)));
}

/** @param length how many numbers the file must hold. @throws when it is missing or holds more or fewer. */
export function int32(files: ModelFiles, name: string, length: number): Int32Array {
  return new Int32Array(aligned(files, name, length));
}

/** @param length how many numbers the file must hold. @throws when it is missing or holds more or fewer. */
export function float32(files: ModelFiles, name: string, length: number): Float32Array {
  return new Float32Array(aligned(files, name, length));
}

/** A copy, because a file's bytes may start anywhere in a buffer and numbers may not. */
function aligned(files: ModelFiles, name: string, length: number): ArrayBuffer {
  const found = file(files, name);
  if (found.byteLength !== 4 * length) {
    throw new RangeError(`expected ${4 * length} bytes in ${name}, got ${found.byteLength}`);
  }
  return found.buffer.slice(found.byteOffset, found.byteOffset + found.byteLength) as ArrayBuffer;
}

/** @throws when it is missing. */
export function file(files: ModelFiles, name: string): Uint8Array {
  const found = files[name];
  if (!found) throw new TypeError(`expected a file ${name}, got ${Object.keys(files).join(", ") || "none"}`);
  return found;
}
