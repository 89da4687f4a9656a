import { gradientTable } from "./gradient-table.js";
import { filled } from "./leaves.js";
import { add } from "./ops/elementwise.js";
import { known } from "./shape.js";
import { BadUse, type Node, shapesText, type Tensor } from "./tensor.js";
import { topological } from "./topological.js";

/**
 * Gradients of `loss` by each of `wanted`, as a graph that computes them: reverse-mode automatic differentiation.
 * Undefined where the loss does not depend on one.
 *
 * @param loss a float32 tensor of one number
 */
export function differentiate(loss: Tensor, wanted: readonly Tensor[]): readonly (Tensor | undefined)[] {
  if (loss.type !== "float32" || known(loss.shape).some((extent) => extent !== 1)) {
    throw new BadUse("differentiate", shapesText([loss]), "a loss of one float32 number");
  }
  const nodes = topological([loss]);
  const matters = dependents(nodes, wanted);
  const gradients = new Map<Tensor, Tensor>([[loss, filled(1, known(loss.shape))]]);
  for (const node of nodes.toReversed()) {
    const outputs = node.outputs.map((output) => gradients.get(output));
    if (!matters.has(node) || outputs.every((one) => one === undefined)) continue;
    for (const [place, gradient] of gradientOf(node, outputs).entries()) {
      const input = node.inputs[place];
      if (!input || !gradient || !matters.has(input.node) || input.type !== "float32") continue;
      const sum = gradients.get(input);
      gradients.set(input, sum ? add(sum, gradient) : gradient);
    }
  }
  return wanted.map((tensor) => gradients.get(tensor));
}

function gradientOf(node: Node, outputs: readonly (Tensor | undefined)[]): readonly (Tensor | undefined)[] {
  const gradient = node.op.gradient ?? gradientTable[node.op.name];
  if (gradient) return gradient(node, outputs);
  if (node.inputs.length === 0) return [];
  throw new BadUse("differentiate", `the op ${node.op.name}`, "one with a gradient");
}

/** The nodes through which a wanted tensor moves the loss. */
function dependents(nodes: readonly Node[], wanted: readonly Tensor[]): ReadonlySet<Node> {
  const found = new Set<Node>(wanted.map(({ node }) => node));
  for (const node of nodes) if (node.inputs.some((input) => found.has(input.node))) found.add(node);
  return found;
}
