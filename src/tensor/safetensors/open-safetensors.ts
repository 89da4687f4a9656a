import { type FileHandle, open } from "node:fs/promises";
import { BadTensorFile } from "../bad-tensor-file.js";
import { elementsIn } from "../element-types.js";
import type { StoredTensor } from "../stored-tensor.js";
import { LARGEST_HEADER } from "./dtypes.js";
import { parseHeader, type SafetensorsHeader } from "./parse-header.js";

/** An open safetensors file. Only its header is in memory until a tensor is asked for. */
export interface Safetensors extends SafetensorsHeader {
  /** @throws {BadTensorFile} for a name the file does not have */
  tensor(name: string): Promise<StoredTensor>;
  close(): Promise<void>;
}

const LENGTH_BYTES = 8;
/** Node reads less than 2 GiB at a time. */
const MOST_AT_ONCE = 2 ** 30;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Opens a safetensors file: length of the header (8 bytes), header (JSON), numbers.
 *
 * Source: https://github.com/huggingface/safetensors, "Format" in README.md.
 *
 * @throws {BadTensorFile} for what is no such file, with its path and what is wrong
 */
export async function openSafetensors(path: string): Promise<Safetensors> {
  const file = await open(path).catch((error: Error) => {
    throw new BadTensorFile(`${path} cannot be opened: ${error.message}.`);
  });
  try {
    return await opened(file, path);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function opened(file: FileHandle, path: string): Promise<Safetensors> {
  const stats = await file.stat();
  if (!stats.isFile()) throw new BadTensorFile(`${path} is no file.`);
  const length = await headerLength(file, stats.size, path);
  const start = LENGTH_BYTES + length;
  const { metadata, tensors } = parseHeader(await headerText(file, length, path), stats.size - start, path);
  return {
    metadata,
    tensors,
    close: () => file.close(),
    async tensor(name) {
      const place = tensors.get(name);
      if (!place) {
        const names = [...tensors.keys()].map((one) => JSON.stringify(one)).join(", ");
        throw new BadTensorFile(`${path} has no tensor ${JSON.stringify(name)}; it has ${names}.`);
      }
      const { type, dims } = place;
      const buffer = await bytesAt(file, start + place.start, place.end - place.start, path);
      return { name, type, dims, data: elementsIn(type, buffer) } as StoredTensor;
    },
  };
}

async function headerLength(file: FileHandle, size: number, path: string): Promise<number> {
  if (size < LENGTH_BYTES) throw new BadTensorFile(`${path} has ${size} bytes, a safetensors file at least 8.`);
  const length = new DataView(await bytesAt(file, 0, LENGTH_BYTES, path)).getBigUint64(0, true);
  const most = Math.min(LARGEST_HEADER, size - LENGTH_BYTES);
  if (length <= most) return Number(length);
  throw new BadTensorFile(`${path}: the header is said to take ${length} bytes, expected at most ${most}.`);
}

async function headerText(file: FileHandle, length: number, path: string): Promise<string> {
  const bytes = await bytesAt(file, LENGTH_BYTES, length, path);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new BadTensorFile(`${path}: the header is not UTF-8.`);
  }
}

async function bytesAt(file: FileHandle, start: number, length: number, path: string): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, Math.min(length - done, MOST_AT_ONCE), start + done);
    if (bytesRead === 0) throw new BadTensorFile(`${path} became shorter while it was read.`);
    done += bytesRead;
  }
  return bytes.buffer;
}
