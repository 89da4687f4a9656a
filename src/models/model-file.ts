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
  const found = whole(files, name, 4 * length);
  return found.buffer.slice(found.byteOffset, found.byteOffset + found.byteLength) as ArrayBuffer;
}

/** @param length in bytes. @throws when it is missing, longer or shorter. */
export function whole(files: ModelFiles, name: string, length: number): Uint8Array {
  const found = file(files, name);
  if (found.length === length) return found;
  throw new RangeError(`expected ${length} bytes in ${name}, got ${found.length}`);
}

/** The files of one model among those of several, under names of their own. */
export const withPrefix = (files: ModelFiles, prefix: string): ModelFiles =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [prefix + name, content]));

/** What `withPrefix` was given. */
export const withoutPrefix = (files: ModelFiles, prefix: string): ModelFiles =>
  Object.fromEntries(
    Object.entries(files).flatMap(([name, content]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), content]] : [],
    ),
  );

/** @throws when it is missing. */
export function file(files: ModelFiles, name: string): Uint8Array {
  const found = files[name];
  if (!found) throw new TypeError(`expected a file ${name}, got ${Object.keys(files).join(", ") || "none"}`);
  return found;
}
