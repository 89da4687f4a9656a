import { z } from "zod";
import { BadTensorFile } from "../bad-tensor-file.js";
import { type ElementType, elementCount, elementSize } from "../element-types.js";
import { dtypeNames, dtypes, METADATA } from "./dtypes.js";
import { jsonTokens } from "./json-tokens.js";
import { repeatedKey } from "./repeated-key.js";

/** Where a tensor lies in a file. @property start in bytes after the header @property end byte after the last */
export interface TensorPlace {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, TensorPlace>;
}

/** The header, a tensor in it, its shape. */
const DEEPEST = 3;
const entry = z.object({
  dtype: z.enum(dtypeNames),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/**
 * What the header of a safetensors file says, held to the rules of the format: every byte of the data belongs to one tensor.
 *
 * @param size of the data, in bytes
 * @param file its name, for errors
 * @throws {BadTensorFile}
 */
export function parseHeader(json: string, size: number, file: string): SafetensorsHeader {
  const { [METADATA]: metadata = {}, ...entries } = objectOf(jsonIn(json, file), `${file}: the header`);
  const repeated = repeatedKey(json);
  if (repeated !== undefined) throw new BadTensorFile(`${file}: the header has ${JSON.stringify(repeated)} twice.`);
  const tensors = new Map(Object.entries(entries).map(([name, value]) => [name, placeOf(value, name, file)]));
  covers(tensors, size, file);
  return { metadata: textsOf(metadata, `${file}: ${METADATA}`), tensors };
}

function jsonIn(json: string, file: string): unknown {
  let depth = 0;
  for (const token of jsonTokens(json)) {
    if (token === "{" || token === "[") depth++;
    if (token === "}" || token === "]") depth--;
    if (depth > DEEPEST) throw new BadTensorFile(`${file}: the header nests more than ${DEEPEST} brackets.`);
  }
  try {
    return JSON.parse(json);
  } catch {
    throw new BadTensorFile(`${file}: the header is no JSON, it begins ${JSON.stringify(json.slice(0, 40))}.`);
  }
}

function objectOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (value instanceof Object && !Array.isArray(value)) return { ...value };
  throw new BadTensorFile(`${where} is ${JSON.stringify(value).slice(0, 40)}, expected an object.`);
}

function textsOf(value: unknown, where: string): Readonly<Record<string, string>> {
  const texts = Object.entries(objectOf(value, where)).map(([key, text]) => {
    if (typeof text === "string") return [key, text] as const;
    throw new BadTensorFile(
      `${where}, ${JSON.stringify(key)} is ${JSON.stringify(text).slice(0, 40)}, expected a text.`,
    );
  });
  return Object.fromEntries(texts);
}

function placeOf(value: unknown, name: string, file: string): TensorPlace {
  const where = `${file}: the tensor ${JSON.stringify(name)}`;
  const { dtype, shape: dims, data_offsets: offsets } = parsed(entry, value, where);
  const [start, end] = offsets;
  const type = dtypes[dtype];
  const size = elementCount(dims) * elementSize(type);
  if (end - start !== size) {
    throw new BadTensorFile(
      `${where} of ${dtype} and shape [${dims.join(", ")}] takes ${size} bytes, its offsets are ${start} and ${end}.`,
    );
  }
  return { type, dims, start, end };
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown, where: string): Value {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new BadTensorFile(`${[where, ...(issue?.path ?? [])].join(", ")}: ${issue?.message}.`);
}

/** Tensors follow each other without gap or overlap, up to the end of the file. */
function covers(tensors: ReadonlyMap<string, TensorPlace>, size: number, file: string): void {
  const ordered = [...tensors].toSorted(([, a], [, b]) => a.start - b.start || a.end - b.end);
  let reached = 0;
  for (const [name, { start, end }] of ordered) {
    if (start !== reached) {
      const fault = start < reached ? "overlaps the one before it" : "leaves a gap before it";
      throw new BadTensorFile(
        `${file}: the tensor ${JSON.stringify(name)} ${fault}: it starts at byte ${start}, expected ${reached}.`,
      );
    }
    reached = end;
  }
  if (reached !== size) {
    throw new BadTensorFile(`${file}: the tensors take ${reached} bytes, after the header are ${size}.`);
  }
}
