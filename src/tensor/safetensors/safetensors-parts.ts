import { BadTensorFile } from "../bad-tensor-file.js";
import { bytesOf, elementCount } from "../element-types.js";
import { isUnicode } from "../is-unicode.js";
import type { StoredTensor } from "../stored-tensor.js";
import { type Dtype, dtypeNames, dtypes, LARGEST_HEADER, METADATA } from "./dtypes.js";

const encoder = new TextEncoder();
const dtypeOf = new Map(dtypeNames.map((dtype) => [dtypes[dtype] as string, dtype]));

/**
 * A safetensors file as parts to be written one after the other: the header, then the bytes of the tensors, which are not
 * copied. The same bytes as the reference writer's: wide elements first, then by name.
 *
 * @throws {BadTensorFile} where a tensor's numbers do not fill its shape, a name is there twice or is not Unicode
 */
export function safetensorsParts(
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  const ordered = tensors
    .map((tensor) => ({ tensor, dtype: dtypeOf.get(tensor.type)!, key: encoder.encode(tensor.name) }))
    .toSorted((a, b) => dtypeNames.indexOf(a.dtype) - dtypeNames.indexOf(b.dtype) || Buffer.compare(a.key, b.key));
  for (const text of [...Object.entries(metadata).flat(), ...tensors.map(({ name }) => name)]) demandUnicode(text);
  const entries: [string, unknown][] = Object.keys(metadata).length > 0 ? [[METADATA, metadata]] : [];
  let start = 0;
  for (const { tensor, dtype } of ordered) {
    entries.push([tensor.name, entryOf(tensor, dtype, start)]);
    start += tensor.data.byteLength;
  }
  const json = headerJson(entries);
  return [headerBytes(json), ...ordered.map(({ tensor }) => bytesOf(tensor.data))];
}

function demandUnicode(text: string): void {
  if (!isUnicode(text)) throw new BadTensorFile(`${JSON.stringify(text)} is not Unicode: it holds half a character.`);
}

function entryOf({ name, dims, data }: StoredTensor, dtype: Dtype, start: number): unknown {
  if (name === METADATA)
    throw new BadTensorFile(`No tensor can have the name ${METADATA}: the format keeps texts there.`);
  if (elementCount(dims) !== data.length || !dims.every((extent) => Number.isInteger(extent) && extent >= 0)) {
    throw new BadTensorFile(
      `The tensor ${JSON.stringify(name)} of shape [${dims.join(", ")}] has ${data.length} numbers.`,
    );
  }
  return { dtype, shape: dims, data_offsets: [start, start + data.byteLength] };
}

function headerJson(entries: readonly [name: string, entry: unknown][]): string {
  const names = new Set<string>();
  for (const [name] of entries) {
    if (names.has(name)) throw new BadTensorFile(`Two tensors have the name ${JSON.stringify(name)}.`);
    names.add(name);
  }
  const texts = entries.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`);
  return `{${texts.join(",")}}`;
}

/** Its length and the header, filled up with spaces so that the numbers start at a multiple of eight. */
function headerBytes(json: string): Uint8Array {
  const text = encoder.encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  if (length > LARGEST_HEADER)
    throw new BadTensorFile(`The header comes to ${length} bytes, at most ${LARGEST_HEADER} are read.`);
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}
