import { evaluate } from "../../evaluate.js";
import { known } from "../../shape.js";
import type { DataType, Tensor } from "../../tensor.js";
import { held, MOST_KNOWN } from "./constants.js";
import type { Importer, NodeReading } from "./node-reading.js";
import { isReckoned, reckoned } from "./reckon.js";
import { extents, isKnown, type Known, type Value } from "./value.js";

/** Ops that only move what is in some of their inputs; absent: in the first. */
const moved: Readonly<Record<string, (node: NodeReading) => readonly number[]>> = {
  ...Object.fromEntries(
    [
      "Reshape",
      "Flatten",
      "Squeeze",
      "Unsqueeze",
      "Transpose",
      "Split",
      "Slice",
      "Gather",
      "Expand",
      "Tile",
      "Cast",
    ].map((op) => [op, () => [0]]),
  ),
  Concat: (node) => node.inputs.map((_, place) => place),
  Where: () => [1, 2],
};

/**
 * What a node gives, worked out at once where all it takes is known: exporters spell out shapes as long sums of Shape,
 * Gather, Mul and Concat, and the engine wants shapes that stand.
 */
export function folded(importer: Importer | undefined, node: NodeReading): readonly Value[] {
  const { opType } = node.node;
  const inputs = node.inputs.filter((input) => input !== undefined);
  if (inputs.length > 0 && inputs.every(isKnown)) {
    const [a, b] = inputs;
    if (isReckoned(opType) && a) return [reckoned(opType, a, b)];
    const carriers = moved[opType]?.(node) ?? [];
    if (importer && carriers.some((place) => isOpen(node.inputs[place]))) return movedOpen(importer, node, carriers);
    if (importer) return importer(node).map(evaluated);
  }
  return importer ? importer(node) : node.refuse("is imported only where its inputs are known before the graph runs");
}

const isOpen = (value: Value | undefined): boolean =>
  value !== undefined && isKnown(value) && value.values.some((one) => typeof one !== "number");

function evaluated(value: Value): Value {
  if (isKnown(value) || value.shape.some((extent) => typeof extent !== "number")) return value;
  const shape = known(value.shape);
  if (shape.reduce((all, one) => all * one, 1) > MOST_KNOWN) return value;
  return held({ type: value.type, shape, values: numbersOf(value) });
}

function numbersOf(tensor: Tensor): number[] {
  const [array] = evaluate([tensor], {});
  const numbers = Array.from(array!.data);
  return tensor.type === "float32" || !numbers.some(Number.isNaN) ? numbers : outside();
}

function outside(): never {
  throw new RangeError("a place outside of a list of known numbers is read");
}

/** Moves places instead of what stands at them, which may be an open extent. */
function movedOpen(importer: Importer, node: NodeReading, carriers: readonly number[]): Value[] {
  const pool: Known["values"][number][] = [];
  let type: DataType = "int64";
  const inputs = node.inputs.map((input, place) => {
    if (!input || !isKnown(input) || !carriers.includes(place)) return input;
    const places = input.values.map((_, i) => pool.length + i);
    pool.push(...input.values);
    type = input.type;
    return { ...extents(places), shape: input.shape };
  });
  return importer(node.with(inputs)).map((output) => {
    const shape = known(output.shape);
    const places = isKnown(output) ? output.values.map(Number) : numbersOf(output);
    return { type, shape, values: places.map((place) => pool[place] ?? outside()) };
  });
}
