import { BadTensorFile } from "../bad-tensor-file.js";
import { elementsIn } from "../element-types.js";
import type { StoredTensor } from "../stored-tensor.js";
import { LARGEST_HEADER } from "./dtypes.js";
import { parseHeader } from "./parse-header.js";

const LENGTH_BYTES = 8;

/**
 * The tensors of a safetensors file that is in memory.
 *
 * @param file its name, for errors
 * @throws {BadTensorFile} for what is no such file
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): StoredTensor[] {
  if (bytes.length < LENGTH_BYTES) throw new BadTensorFile(`${file} has ${bytes.length} bytes, expected at least 8.`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  const most = Math.min(LARGEST_HEADER, bytes.length - LENGTH_BYTES);
  if (length > most) {
    throw new BadTensorFile(`${file}: the header is said to take ${length} bytes, expected at most ${most}.`);
  }
  const start = LENGTH_BYTES + Number(length);
  const header = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start));
  const { tensors } = parseHeader(header, bytes.length - start, file);
  return Array.from(tensors, ([name, place]) => {
    // a copy: numbers must begin where their kind may, and what slice gives of a Buffer is none
    const own = new Uint8Array(bytes.subarray(start + place.start, start + place.end));
    return { name, type: place.type, dims: place.dims, data: elementsIn(place.type, own.buffer) } as StoredTensor;
  });
}
