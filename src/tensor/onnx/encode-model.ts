import { BadTensorFile } from "../bad-tensor-file.js";
import { bytesOf, elementCount } from "../element-types.js";
import { isUnicode } from "../is-unicode.js";
import { attributeCodes, elementCodes, onnxFields } from "./onnx-fields.js";
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-model.js";
import { ProtoMessage } from "./proto-message.js";

/** What protobuf can hold in one message. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * The model as the bytes of an ONNX file.
 *
 * @throws {BadTensorFile} where a tensor's numbers do not fill its shape, a whole number is not exact, a text is not
 *   Unicode, or it all comes to 2 GiB or more
 */
export function encodeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const fields = onnxFields.model;
  const message = new ProtoMessage();
  message.int(fields.irVersion, whole(model.irVersion, "the IR version"));
  message.text(fields.producer, unicode(model.producer, "the producer"));
  message.message(fields.graph, (inner) => writeGraph(inner, model.graph));
  for (const { domain, version } of model.opsets) {
    message.message(fields.opset, (inner) => {
      inner.text(onnxFields.opset.domain, unicode(domain, "the domain of an operator set"));
      inner.int(onnxFields.opset.version, whole(version, `the version of the operator set ${quoted(domain)}`));
    });
  }
  for (const [key, value] of Object.entries(model.metadata)) {
    message.message(fields.metadata, (inner) => {
      inner.text(onnxFields.entry.key, unicode(key, "a name in the metadata"));
      inner.text(onnxFields.entry.value, unicode(value, `the metadata ${quoted(key)}`));
    });
  }
  if (message.size > MOST_BYTES) {
    throw new BadTensorFile(`The model comes to ${message.size} bytes; an ONNX file holds at most ${MOST_BYTES}.`);
  }
  return message.bytes();
}

function writeGraph(message: ProtoMessage, graph: OnnxGraph): void {
  const fields = onnxFields.graph;
  for (const node of graph.nodes) message.message(fields.node, (inner) => writeNode(inner, node));
  message.text(fields.name, unicode(graph.name, "the name of a graph"));
  for (const tensor of graph.initializers) message.message(fields.initializer, (inner) => writeTensor(inner, tensor));
  for (const value of graph.inputs) message.message(fields.input, (inner) => writeValue(inner, value));
  for (const value of graph.outputs) message.message(fields.output, (inner) => writeValue(inner, value));
  for (const value of graph.valueInfo ?? []) message.message(fields.valueInfo, (inner) => writeValue(inner, value));
}

function writeNode(message: ProtoMessage, node: OnnxNode): void {
  const fields = onnxFields.node;
  const where = `the node ${quoted(node.name)}`;
  for (const name of node.inputs) message.text(fields.input, unicode(name, `an input of ${where}`));
  for (const name of node.outputs) message.text(fields.output, unicode(name, `an output of ${where}`));
  if (node.name !== "") message.text(fields.name, unicode(node.name, "the name of a node"));
  message.text(fields.opType, unicode(node.opType, `the operator of ${where}`));
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message.message(fields.attribute, (inner) => {
      inner.text(onnxFields.attribute.name, unicode(name, `an attribute of ${where}`));
      writeAttribute(inner, attribute, `the attribute ${quoted(name)} of ${where}`);
      inner.int(onnxFields.attribute.type, attributeCodes[attribute.kind]);
    });
  }
  if (node.domain !== "") message.text(fields.domain, unicode(node.domain, `the domain of ${where}`));
}

function writeAttribute(message: ProtoMessage, { kind, value }: OnnxAttribute, where: string): void {
  const field = onnxFields.attribute[kind];
  switch (kind) {
    case "float":
    case "floats":
      for (const one of [value].flat()) message.float(field, one);
      break;
    case "int":
    case "ints":
      for (const one of [value].flat()) message.int(field, whole(one, where));
      break;
    case "string":
    case "strings":
      for (const one of [value].flat()) message.text(field, unicode(one, where));
      break;
    case "tensor":
      message.message(field, (inner) => writeTensor(inner, value));
      break;
    case "graph":
      message.message(field, (inner) => writeGraph(inner, value));
  }
}

function writeTensor(message: ProtoMessage, { name, type, dims, data }: OnnxTensor): void {
  const fields = onnxFields.tensor;
  const where = `the tensor ${quoted(name)}`;
  for (const extent of dims) message.int(fields.dims, natural(extent, `an extent of ${where}`));
  const count = elementCount(dims);
  if (count !== data.length) {
    throw new BadTensorFile(`${where} of shape [${dims.join(", ")}] holds ${count} numbers, got ${data.length}.`);
  }
  message.int(fields.type, elementCodes[type]);
  if (name !== "") message.text(fields.name, unicode(name, "the name of a tensor"));
  message.binary(fields.rawData, bytesOf(data));
}

function writeValue(message: ProtoMessage, { name, type, shape }: OnnxValue): void {
  const where = `the value ${quoted(name)}`;
  message.text(onnxFields.value.name, unicode(name, "the name of a value"));
  if (!type) return;
  message.message(onnxFields.value.type, (valueType) => {
    valueType.message(onnxFields.type.tensor, (tensor) => {
      tensor.int(onnxFields.tensorType.element, elementCodes[type]);
      if (shape) tensor.message(onnxFields.tensorType.shape, (inner) => writeShape(inner, shape, where));
    });
  });
}

function writeShape(message: ProtoMessage, shape: readonly (number | string)[], where: string): void {
  const fields = onnxFields.dimension;
  for (const extent of shape) {
    message.message(onnxFields.shape.dimension, (inner) => {
      if (typeof extent === "number") inner.int(fields.value, natural(extent, `an extent of ${where}`));
      else if (extent !== "") inner.text(fields.name, unicode(extent, `an extent of ${where}`));
    });
  }
}

const quoted = (text: string): string => JSON.stringify(text);

function whole(value: number, what: string): number {
  if (Number.isSafeInteger(value)) return value;
  throw new BadTensorFile(`${what} is ${value}, expected a whole number of at most 2⁵³ − 1.`);
}

function natural(value: number, what: string): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new BadTensorFile(`${what} is ${value}, expected zero or a whole number above it.`);
}

function unicode(text: string, what: string): string {
  if (isUnicode(text)) return text;
  throw new BadTensorFile(`${what}, ${quoted(text)}, is not Unicode: it holds half a character.`);
}
