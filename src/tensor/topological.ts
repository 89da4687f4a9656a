import type { Node, Tensor } from "./tensor.js";

/** Every node the outputs need, each after those it needs. No recursion: graphs may be thousands of nodes deep. */
export function topological(
  outputs: readonly Tensor[],
  inputsOf: (node: Node) => readonly Tensor[] = ({ inputs }) => inputs,
): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const stack: { node: Node; entered: boolean }[] = outputs.map(({ node }) => ({ node, entered: false })).reverse();
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.entered) {
      order.push(top.node);
      continue;
    }
    if (seen.has(top.node)) continue;
    seen.add(top.node);
    stack.push({ node: top.node, entered: true });
    for (const { node } of [...inputsOf(top.node)].reverse()) if (!seen.has(node)) stack.push({ node, entered: false });
  }
  return order;
}
