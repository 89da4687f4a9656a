import { BadTensorFile } from "../bad-tensor-file.js";
import {
  type ElementArray,
  type ElementType,
  elementCount,
  elementSize,
  elementsIn,
  elementTypes,
} from "../element-types.js";
import { decodeEntry } from "./decode-entry.js";
import { elementCodes, onnxFields } from "./onnx-fields.js";
import type { OnnxTensor } from "./onnx-model.js";
import type { ProtoField, ProtoScalar } from "./proto-field.js";

const typeOfCode = new Map(elementTypes.map((type) => [elementCodes[type], type]));

/** Fields that hold a tensor's numbers one by one, and the types that may stand in them. */
const listed: readonly { field: number; scalar: ProtoScalar; types: readonly ElementType[] }[] = [
  { field: onnxFields.tensor.floatData, scalar: "float", types: ["float32"] },
  { field: onnxFields.tensor.doubleData, scalar: "double", types: ["float64"] },
  { field: onnxFields.tensor.int64Data, scalar: "int64", types: ["int64"] },
  { field: onnxFields.tensor.uint64Data, scalar: "uint64", types: ["uint64", "uint32"] },
  {
    field: onnxFields.tensor.int32Data,
    scalar: "int32",
    types: ["int32", "int16", "int8", "uint16", "uint8", "bool", "float16", "bfloat16"],
  },
];

/** The tensor `message` holds; its numbers are copied out of the file. */
export function decodeTensor(message: ProtoField, place: string): OnnxTensor {
  const dims: number[] = [];
  let [name, code] = ["", 0];
  const raw: ProtoField[] = [];
  const lists: ProtoField[] = [];
  const external: [string, string][] = [];
  const { tensor } = onnxFields;
  message.take(place, {
    ...Object.fromEntries(listed.map((list) => [list.field, (field) => lists.push(field)])),
    [tensor.dims]: (field) => {
      for (const extent of field.ints()) dims.push(extent < 0 ? field.refuse(`an extent is ${extent}`) : extent);
    },
    [tensor.type]: (field) => (code = field.int()),
    [tensor.name]: (field) => (name = field.text()),
    [tensor.rawData]: (field) => raw.push(field),
    [tensor.externalData]: (field) => external.push(decodeEntry(field, "external data")),
    [tensor.segment]: (field) => field.refuse("tensors in segments are not read"),
  });
  const quoted = JSON.stringify(name);
  if (external.length > 0) throw elsewhere(quoted, new Map(external));
  const type = typeOfCode.get(code) ?? message.refuse(`the tensor ${quoted} has ${unknownType(code)}`);
  if (raw.length + Math.sign(lists.length) > 1) message.refuse(`the tensor ${quoted} holds its numbers twice`);
  const expected = { type, count: elementCount(dims), quoted };
  const data = raw[0] ? rawElements(raw[0], expected) : listedElements(message, lists, expected);
  return { name, type, dims, data } as OnnxTensor;
}

/** The element type whose number in ONNX `field` holds. */
export function elementTypeOf(field: ProtoField): ElementType {
  return typeOfCode.get(field.int()) ?? field.refuse(`a value has ${unknownType(field.int())}`);
}

function unknownType(code: number): string {
  return `the element type ${code}; read are ${elementTypes.map((type) => `${type} (${elementCodes[type]})`).join(", ")}`;
}

interface Expected {
  readonly type: ElementType;
  readonly count: number;
  /** Name of the tensor, for errors. */
  readonly quoted: string;
}

function rawElements(raw: ProtoField, { type, count, quoted }: Expected): ElementArray {
  const size = count * elementSize(type);
  if (raw.size !== size) {
    raw.refuse(`the tensor ${quoted} of ${count} numbers of ${type} takes ${size} bytes, got ${raw.size}`);
  }
  return elementsIn(type, new Uint8Array(raw.binary()).buffer);
}

function listedElements(message: ProtoField, lists: readonly ProtoField[], expected: Expected): ElementArray {
  const { type, count, quoted } = expected;
  const list = listed.find(({ types }) => types.includes(type))!;
  const most = lists.reduce((sum, { size }) => sum + size, 0);
  if (count > most) message.refuse(`the tensor ${quoted} should hold ${count} numbers and holds at most ${most}`);
  const data = elementsIn(type, new ArrayBuffer(count * elementSize(type)));
  let place = 0;
  for (const field of lists) {
    if (field.number !== list.field) field.refuse(`the tensor ${quoted} of ${type} holds numbers of another type`);
    for (const value of field.scalars(list.scalar)) {
      const fitted = type === "uint32" ? Number(value) : value;
      data[place] = fitted;
      const fits = place >= count || Object.is(data[place], fitted);
      if (!fits) field.refuse(`the tensor ${quoted} of ${type} holds ${value}`);
      place++;
    }
  }
  if (place !== count) message.refuse(`the tensor ${quoted} should hold ${count} numbers and holds ${place}`);
  return data;
}

function elsewhere(quoted: string, entries: ReadonlyMap<string, string>): BadTensorFile {
  const location = JSON.stringify(entries.get("location") ?? "");
  return new BadTensorFile(
    `The tensor ${quoted} keeps its numbers in another file, ${location}, which is not read: save the model as one file.`,
  );
}
