import type { Lowered, Node, Tensor } from "./tensor.js";

const known = new WeakMap<Node, Lowered>();

/** The primitives a composite is run as, and what its gradient wants of them: the same ones whenever it is asked. */
export function lowered(node: Node): Lowered {
  const found = known.get(node);
  if (found) return found;
  if (!node.op.fast) throw new Error(`${node.op.name} is no composite`);
  const made = node.op.fast(node);
  known.set(node, made);
  return made;
}

const spelled = new WeakMap<Node, readonly Tensor[]>();

/** The primitives a composite is written as in a file. */
export function portable(node: Node): readonly Tensor[] {
  if (!node.op.isAskedPlain || !node.op.plain) return lowered(node).outputs;
  const found = spelled.get(node) ?? node.op.plain(node);
  spelled.set(node, found);
  return found;
}

/** What a composite keeps for its gradient under `name`. */
export function savedIn(node: Node, name: string): Tensor {
  const tensor = lowered(node).saved[name];
  if (!tensor) throw new Error(`${node.op.name} keeps no ${name}`);
  return tensor;
}
