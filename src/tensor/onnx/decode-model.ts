import { BadTensorFile } from "../bad-tensor-file.js";
import { decodeEntry } from "./decode-entry.js";
import { decodeTensor, elementTypeOf } from "./decode-tensor.js";
import { attributeCodes, onnxFields } from "./onnx-fields.js";
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-model.js";
import { type ProtoField, takeFile } from "./proto-field.js";

/**
 * The model in the bytes of an ONNX file. What `OnnxModel` has no room for is skipped where nothing depends on it (notes,
 * annotations) and refused where something may (functions, sparse and external tensors, lists of graphs).
 *
 * @throws {BadTensorFile} with the byte and the place in the model
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  if (bytes.length >= 2 ** 31) throw new BadTensorFile(`An ONNX file is under 2 GiB, got ${bytes.length} bytes.`);
  let [irVersion, producer] = [0, ""];
  const graphs: OnnxGraph[] = [];
  const opsets: { domain: string; version: number }[] = [];
  const metadata = new Map<string, string>();
  const { model } = onnxFields;
  takeFile(bytes, {
    [model.irVersion]: (field) => (irVersion = field.int()),
    [model.producer]: (field) => (producer = field.text()),
    [model.opset]: (field) => opsets.push(decodeOpset(field)),
    [model.metadata]: (field) => addOnce(metadata, decodeEntry(field, "metadata"), field),
    [model.graph]: (field) => graphs.push(decodeGraph(field)),
    [model.function]: (field) => field.refuse("functions are not read: inline them"),
  });
  const [graph, second] = graphs;
  if (second) throw new BadTensorFile("The ONNX file holds two graphs.");
  if (!graph)
    throw new BadTensorFile(`No graph in ${bytes.length} bytes: this is no ONNX file, or only the start of one.`);
  return { irVersion, producer, opsets, graph, metadata: Object.fromEntries(metadata) };
}

function decodeOpset(message: ProtoField): { domain: string; version: number } {
  const opset = { domain: "", version: 0 };
  message.take("operator set", {
    [onnxFields.opset.domain]: (field) => (opset.domain = field.text()),
    [onnxFields.opset.version]: (field) => (opset.version = field.int()),
  });
  return opset;
}

function decodeGraph(message: ProtoField): OnnxGraph {
  let name = "";
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const valueInfo: OnnxValue[] = [];
  const { graph } = onnxFields;
  message.take("graph", {
    [graph.node]: (field) => nodes.push(decodeNode(field, `node ${nodes.length}`)),
    [graph.name]: (field) => (name = field.text()),
    [graph.initializer]: (field) => initializers.push(decodeTensor(field, `initializer ${initializers.length}`)),
    [graph.input]: (field) => inputs.push(decodeValue(field, `input ${inputs.length}`)),
    [graph.output]: (field) => outputs.push(decodeValue(field, `output ${outputs.length}`)),
    [graph.valueInfo]: (field) => valueInfo.push(decodeValue(field, `value ${valueInfo.length}`)),
    [graph.sparseInitializer]: (field) => field.refuse("sparse tensors are not read"),
  });
  return { name, nodes, initializers, inputs, outputs, ...(valueInfo.length > 0 && { valueInfo }) };
}

function decodeNode(message: ProtoField, place: string): OnnxNode {
  const node = { name: "", opType: "", domain: "", inputs: [] as string[], outputs: [] as string[] };
  const attributes = new Map<string, OnnxAttribute>();
  const fields = onnxFields.node;
  message.take(place, {
    [fields.input]: (field) => node.inputs.push(field.text()),
    [fields.output]: (field) => node.outputs.push(field.text()),
    [fields.name]: (field) => (node.name = field.text()),
    [fields.opType]: (field) => (node.opType = field.text()),
    [fields.domain]: (field) => (node.domain = field.text()),
    [fields.attribute]: (field) => addOnce(attributes, decodeAttribute(field, attributes.size), field),
  });
  return { ...node, attributes: Object.fromEntries(attributes) };
}

function decodeAttribute(message: ProtoField, index: number): [name: string, attribute: OnnxAttribute] {
  let [name, code] = ["", 0];
  const values: ProtoField[] = [];
  const { attribute } = onnxFields;
  message.take(`attribute ${index}`, {
    ...Object.fromEntries(kinds.map((kind) => [attribute[kind], (field) => values.push(field)])),
    [attribute.name]: (field) => (name = field.text()),
    [attribute.type]: (field) => (code = field.int()),
    [attribute.reference]: (field) => field.refuse("an attribute refers to one of a function"),
  });
  const kind = kinds.find((one) => attributeCodes[one] === code);
  if (!kind) {
    const known = kinds.map((one) => `${one} (${attributeCodes[one]})`).join(", ");
    return message.refuse(`the attribute ${JSON.stringify(name)} has the type ${code}; read are ${known}`);
  }
  const own = values.filter(({ number }) => number === attribute[kind]);
  const decoded = attributeOf(kind, own);
  return decoded
    ? [name, decoded]
    : message.refuse(`the attribute ${JSON.stringify(name)} should be one ${kind}, got ${own.length}`);
}

const kinds = Object.keys(attributeCodes) as OnnxAttribute["kind"][];

/** Undefined where one value is expected and there is none, or several. */
function attributeOf(kind: OnnxAttribute["kind"], fields: readonly ProtoField[]): OnnxAttribute | undefined {
  if (kind === "floats") return { kind, value: fields.flatMap((field) => [...field.scalars("float")].map(Number)) };
  if (kind === "ints") return { kind, value: fields.flatMap((field) => [...field.ints()]) };
  if (kind === "strings") return { kind, value: fields.map((field) => field.text()) };
  const [field, second] = fields;
  if (!field || second) return undefined;
  switch (kind) {
    case "float":
      return { kind, value: field.float() };
    case "int":
      return { kind, value: field.int() };
    case "string":
      return { kind, value: field.text() };
    case "tensor":
      return { kind, value: decodeTensor(field, "tensor") };
    case "graph":
      return { kind, value: decodeGraph(field) };
  }
}

function decodeValue(message: ProtoField, place: string): OnnxValue {
  let value: OnnxValue = { name: "" };
  message.take(place, {
    [onnxFields.value.name]: (field) => (value = { ...value, name: field.text() }),
    [onnxFields.value.type]: (field) => (value = { ...value, ...decodeType(field) }),
  });
  return value;
}

function decodeType(message: ProtoField): Omit<OnnxValue, "name"> {
  let type: Omit<OnnxValue, "name"> = {};
  const refuse = (field: ProtoField) => field.refuse("a value is no tensor: sequences, maps and the like are not read");
  const { tensor, sequence, map, opaque, sparse, optional } = onnxFields.type;
  message.take("type", {
    ...Object.fromEntries([sequence, map, opaque, sparse, optional].map((other) => [other, refuse])),
    [tensor]: (field) =>
      field.take("tensor", {
        [onnxFields.tensorType.element]: (part) => (type = { ...type, type: elementTypeOf(part) }),
        [onnxFields.tensorType.shape]: (part) => (type = { ...type, shape: decodeShape(part) }),
      }),
  });
  return type;
}

function decodeShape(message: ProtoField): (number | string)[] {
  const shape: (number | string)[] = [];
  const { shape: list, dimension } = onnxFields;
  message.take("shape", {
    [list.dimension]: (field) => {
      let extent: number | string = "";
      field.take(`extent ${shape.length}`, {
        [dimension.value]: (part) => (extent = part.int()),
        [dimension.name]: (part) => (extent = part.text()),
      });
      shape.push(extent);
    },
  });
  return shape;
}

function addOnce<Value>(map: Map<string, Value>, [key, value]: [string, Value], field: ProtoField): void {
  if (map.has(key)) field.refuse(`${JSON.stringify(key)} is there twice`);
  map.set(key, value);
}
