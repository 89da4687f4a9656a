import { type Shape, shapeText, sizeOf } from "./shape.js";
import { apply, type DataType, type Op, type Tensor } from "./tensor.js";

/** A value handed in when the graph runs. */
export const inputOp: Op = {
  name: "Input",
  infer: (_, attributes) => [{ shape: attributes["shape"] as Shape, type: attributes["type"] as DataType }],
};

/** A weight: an input the trainer changes and an exported model holds. */
export const parameterOp: Op = {
  name: "Parameter",
  infer: (_, attributes) => [{ shape: attributes["shape"] as Shape, type: "float32" }],
};

/** Numbers that never change. */
export const constantOp: Op = {
  name: "Constant",
  infer: (_, attributes) => [{ shape: attributes["shape"] as Shape, type: attributes["type"] as DataType }],
};

export const input = (name: string, shape: Shape, type: DataType = "float32"): Tensor =>
  apply(inputOp, [], { name, shape, type });

/** @param shape of known extents */
export function parameter(name: string, shape: Shape): Tensor {
  sizeOf(shape);
  return apply(parameterOp, [], { name, shape });
}

/** @param data row-major; as many as `shape` holds */
export function constant(data: ArrayLike<number>, shape: readonly number[], type: DataType = "float32"): Tensor {
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(`a constant ${shapeText(shape)} holds ${sizeOf(shape)} numbers, got ${data.length}`);
  }
  return apply(constantOp, [], { data: typed(data, type), shape, type });
}

export const scalar = (value: number): Tensor => constant([value], []);

/** A tensor of `shape` that repeats one number. */
export const filled = (value: number, shape: readonly number[]): Tensor =>
  constant(new Float32Array(sizeOf(shape)).fill(value), shape);

function typed(data: ArrayLike<number>, type: DataType): Float32Array | BigInt64Array | Int32Array {
  if (type === "float32") return Float32Array.from(data);
  return type === "int64" ? BigInt64Array.from(Array.from(data, BigInt)) : Int32Array.from(data);
}

/** Name of an input or a parameter. */
export const nameOf = ({ node }: Tensor): string => String(node.attributes["name"]);
