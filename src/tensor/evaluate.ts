import { constantOp, inputOp, nameOf, parameterOp } from "./leaves.js";
import type { NdArray } from "./nd-array.js";
import { known } from "./shape.js";
import type { Node, Tensor } from "./tensor.js";
import { topological } from "./topological.js";

/**
 * What a graph means, computed in float64 by the plain definition of every op: the oracle gradients and engines are
 * held against. Slow.
 *
 * @param given numbers of the inputs and parameters, by name
 */
export function evaluate(outputs: readonly Tensor[], given: Readonly<Record<string, NdArray>>): NdArray[] {
  const values = new Map<Tensor, NdArray>();
  const plain = new Map<Node, readonly Tensor[]>();
  const plainOf = (node: Node) => {
    const found = plain.get(node) ?? node.op.plain?.(node) ?? [];
    plain.set(node, found);
    return found;
  };
  for (const node of topological(outputs, (one) => [...one.inputs, ...plainOf(one)])) {
    const results = node.op.plain ? plainOf(node).map((one) => numbersOf(values, one)) : evaluated(node, values, given);
    for (const [place, output] of node.outputs.entries()) if (results[place]) values.set(output, results[place]);
  }
  return outputs.map((output) => numbersOf(values, output));
}

function evaluated(
  node: Node,
  values: ReadonlyMap<Tensor, NdArray>,
  given: Readonly<Record<string, NdArray>>,
): readonly NdArray[] {
  const { op, attributes, outputs } = node;
  if (op === inputOp || op === parameterOp) {
    const name = nameOf({ node, index: 0, shape: [], type: "float32" });
    const value = given[name];
    if (!value) throw new Error(`no numbers are given for ${name}`);
    return [value];
  }
  if (op === constantOp) {
    return [
      { shape: known(outputs[0]?.shape ?? []), data: Float64Array.from(attributes["data"] as Float32Array, Number) },
    ];
  }
  if (!op.evaluate) throw new Error(`${op.name} has no plain meaning`);
  return op.evaluate(
    node.inputs.map((input) => numbersOf(values, input)),
    node,
  );
}

function numbersOf(values: ReadonlyMap<Tensor, NdArray>, tensor: Tensor): NdArray {
  const value = values.get(tensor);
  if (!value) throw new Error(`${tensor.node.op.name} has no output ${tensor.index}`);
  return value;
}
