import { BadTensorFile } from "../../bad-tensor-file.js";
import { floatsOf } from "../../floats-of.js";
import { constant } from "../../leaves.js";
import { productOf, type Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { OnnxTensor } from "../onnx-model.js";
import type { Importer, NodeReading } from "./node-reading.js";
import { extents, isKnown, type Known, type Value } from "./value.js";

/** The most numbers reckoned with while a graph is read; more are left to the run. */
export const MOST_KNOWN = 4096;

/** The longest range written out as a constant. */
const MOST_RANGE = 2 ** 20;

/** The numbers a file holds; floats of any width in float32. */
export function constantOf(tensor: OnnxTensor): Value {
  const { type, dims, data, name } = tensor;
  if (type === "int64" || type === "int32" || type === "bool") {
    return held({ type, shape: dims, values: Array.from(data, Number) });
  }
  if (type.includes("float")) return held({ type: "float32", shape: dims, values: Array.from(floatsOf(tensor)) });
  throw new BadTensorFile(
    `The tensor ${JSON.stringify(name)} is of ${type}; imported are floats, int32, int64 and bool.`,
  );
}

/** Numbers to reckon with, or a constant tensor where they are many. */
export const held = (value: Known & { readonly values: readonly number[] }): Value =>
  value.values.length <= MOST_KNOWN ? value : constant(value.values, value.shape, value.type);

const list = (type: Tensor["type"], values: readonly number[]) => ({ type, shape: [values.length], values });
const one = (type: Tensor["type"], value: number): Known => ({ type, shape: [], values: [value] });

const constantNode: Importer = (node) => {
  const [[name, attribute] = []] = Object.entries(node.node.attributes);
  if (!attribute) return node.refuse("no value is given");
  switch (attribute.kind) {
    case "tensor":
      return [constantOf(attribute.value)];
    case "float":
      return [one("float32", attribute.value)];
    case "floats":
      return [list("float32", attribute.value)];
    case "int":
      return [one("int64", attribute.value)];
    case "ints":
      return [list("int64", attribute.value)];
    default:
      return node.refuse(`the attribute ${name} is ${attribute.kind}; imported are numbers`);
  }
};

const constantOfShape: Importer = (node) => {
  const shape = node.extents(0) ?? node.refuse("no shape is given");
  const attribute = node.node.attributes["value"];
  const value = attribute?.kind === "tensor" ? constantOf(attribute.value) : one("float32", 0);
  const [first = 0] = isKnown(value) ? value.values : [];
  return [node.graph.filled(Number(first), shape, value.type)];
};

const shapeOf = (node: NodeReading): Shape => node.value(0).shape;

const shape: Importer = (node) => {
  const rank = shapeOf(node).length;
  return [extents(shapeOf(node).slice(node.int("start", 0), node.int("end", rank)))];
};

const size: Importer = (node) => [{ type: "int64", shape: [], values: [productOf(shapeOf(node))] }];

const range: Importer = (node) => {
  const [[start = 0] = [], [limit = 0] = [], [delta = 1] = []] = [0, 1, 2].map((place) => node.numbers(place));
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  if (!(count <= MOST_RANGE)) node.refuse(`counts ${count} numbers, imported are at most ${MOST_RANGE}`);
  const values = Array.from({ length: count }, (_, i) => start + i * delta);
  return [held(list(node.value(0).type, values))];
};

export const constants: Readonly<Record<string, Importer>> = {
  Constant: constantNode,
  ConstantOfShape: constantOfShape,
  Shape: shape,
  Size: size,
  Range: range,
};
