import type { ElementType } from "../element-types.js";
import type { OnnxAttribute } from "./onnx-model.js";

/**
 * Field numbers of the messages we read and write.
 *
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 (numbers never change: they are the format).
 */
export const onnxFields = {
  model: { irVersion: 1, producer: 2, graph: 7, opset: 8, metadata: 14, function: 25 },
  opset: { domain: 1, version: 2 },
  /** StringStringEntryProto */
  entry: { key: 1, value: 2 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12, valueInfo: 13, sparseInitializer: 15 },
  node: { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 },
  attribute: {
    name: 1,
    float: 2,
    int: 3,
    string: 4,
    tensor: 5,
    graph: 6,
    floats: 7,
    ints: 8,
    strings: 9,
    type: 20,
    reference: 21,
  },
  tensor: {
    dims: 1,
    type: 2,
    segment: 3,
    floatData: 4,
    int32Data: 5,
    int64Data: 7,
    name: 8,
    rawData: 9,
    doubleData: 10,
    uint64Data: 11,
    externalData: 13,
  },
  value: { name: 1, type: 2 },
  /** TypeProto */
  type: { tensor: 1, sequence: 4, map: 5, opaque: 7, sparse: 8, optional: 9 },
  /** TypeProto.Tensor */
  tensorType: { element: 1, shape: 2 },
  shape: { dimension: 1 },
  dimension: { value: 1, name: 2 },
} as const;

/** AttributeProto.AttributeType */
export const attributeCodes: Readonly<Record<OnnxAttribute["kind"], number>> = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
};

/** TensorProto.DataType */
export const elementCodes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
};
