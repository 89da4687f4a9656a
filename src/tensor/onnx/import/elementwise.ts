import { scalar } from "../../leaves.js";
import * as e from "../../ops/elementwise.js";
import { apply, type DataType, type Op, type Tensor } from "../../tensor.js";
import type { Importer, NodeReading } from "./node-reading.js";

const { add, sub, mul, div } = e;

const same = (ops: readonly Op[]): Record<string, Importer> =>
  Object.fromEntries(ops.map((op) => [op.name, (node) => [apply(op, node.tensors())]]));

/** An op of one input whose meaning is a formula. */
const formula =
  (y: (x: Tensor, node: NodeReading) => Tensor): Importer =>
  (node) => [y(node.tensor(0), node)];

/** An op of any number of inputs, taken two by two. */
const folded =
  (two: (a: Tensor, b: Tensor) => Tensor): Importer =>
  (node) => [node.tensors().reduce(two)];

const times = (x: Tensor, factor: number): Tensor => mul(x, scalar(factor));
const atLeast = (x: Tensor, least: Tensor): Tensor => e.max(x, least);
const atMost = (x: Tensor, most: Tensor): Tensor => e.min(x, most);

const clip: Importer = (node) => {
  const [least, most] = [node.optional(1), node.optional(2)];
  const x = node.tensor(0);
  const raised = least ? atLeast(x, least) : x;
  return [most ? atMost(raised, most) : raised];
};

const hardSigmoid = (x: Tensor, alpha: number, beta: number): Tensor =>
  atMost(atLeast(add(times(x, alpha), scalar(beta)), scalar(0)), scalar(1));

/** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). Source: Hendrycks & Gimpel (2016), arXiv:1606.08415, section 2. */
function geluByTanh(x: Tensor): Tensor {
  const cube = mul(x, mul(x, x));
  const inner = times(add(x, times(cube, 0.044715)), Math.sqrt(2 / Math.PI));
  return mul(times(x, 0.5), add(e.tanh(inner), scalar(1)));
}

const swish = (x: Tensor, alpha: number): Tensor => mul(x, e.sigmoid(alpha === 1 ? x : times(x, alpha)));

/** max(0, x) + factor · (e^(x / scale) − 1) where x is below zero. */
const exponentialBelow = (x: Tensor, factor: number, scale: number): Tensor =>
  add(e.relu(x), times(sub(e.exp(times(atMost(x, scalar(0)), 1 / scale)), scalar(1)), factor));

const TYPES: Readonly<Record<number, DataType>> = { 1: "float32", 6: "int32", 7: "int64", 9: "bool" };

const cast: Importer = (node) => {
  const to = node.int("to", 0);
  const type = TYPES[to] ?? node.refuse(`casts to the element type ${to}; imported are float32, int32, int64 and bool`);
  return [e.cast(node.tensor(0), type)];
};

/** The exponent may be of another type than the base. */
const pow: Importer = (node) => {
  const x = node.tensor(0);
  return [e.pow(x, e.cast(node.tensor(1), x.type))];
};

const xor: Importer = (node) => [e.not(e.equal(node.tensor(0), node.tensor(1)))];

const gelu: Importer = (node) => {
  const approximate = node.text("approximate", "none");
  if (approximate === "tanh") return [geluByTanh(node.tensor(0))];
  node.demand("approximate", approximate, "none");
  return [e.gelu(node.tensor(0))];
};

const withBias =
  (activation: (x: Tensor) => Tensor): Importer =>
  (node) => {
    const bias = node.optional(1);
    return [activation(bias ? add(node.tensor(0), bias) : node.tensor(0))];
  };

/** Trained graphs drop nothing when asked. */
const dropout: Importer = (node) => {
  const [training] = node.numbers(2) ?? [0];
  node.demand("training_mode", training, 0);
  return [node.value(0)];
};

const selu: Importer = (node) => {
  // Source: Klambauer et al. (2017), arXiv:1706.02515; ONNX's defaults are these in float32.
  const [alpha, gamma] = [node.float("alpha", 1.6732632), node.float("gamma", 1.050701)];
  return [times(exponentialBelow(node.tensor(0), alpha, 1), gamma)];
};

export const elementwise: Readonly<Record<string, Importer>> = {
  ...same([e.negOp, e.expOp, e.logOp, e.sqrtOp, e.absOp, e.signOp, e.sinOp, e.cosOp, e.tanhOp, e.sigmoidOp, e.reluOp]),
  ...same([e.softplusOp, e.erfOp, e.reciprocalOp, e.notOp, e.addOp, e.subOp, e.mulOp, e.divOp, e.equalOp]),
  ...same([e.greaterOp, e.greaterOrEqualOp, e.lessOp, e.lessOrEqualOp, e.andOp, e.orOp, e.whereOp]),
  Xor: xor,
  Pow: pow,
  Max: folded(e.max),
  Min: folded(e.min),
  Sum: folded(add),
  Mean: (node) => [div(node.tensors().reduce(add), scalar(node.inputs.length))],
  Cast: cast,
  Identity: (node) => [node.value(0)],
  Dropout: dropout,
  Clip: clip,
  LeakyRelu: formula((x, node) => e.leakyRelu(x, node.float("alpha", 0.01))),
  Elu: formula((x, node) => e.elu(x, node.float("alpha", 1))),
  Celu: formula((x, node) => exponentialBelow(x, node.float("alpha", 1), node.float("alpha", 1))),
  Selu: selu,
  PRelu: (node) => [e.where(e.less(node.tensor(0), scalar(0)), mul(node.tensor(0), node.tensor(1)), node.tensor(0))],
  HardSigmoid: formula((x, node) => hardSigmoid(x, node.float("alpha", 0.2), node.float("beta", 0.5))),
  HardSwish: formula((x) => mul(x, hardSigmoid(x, 1 / 6, 0.5))),
  Mish: formula((x) => mul(x, e.tanh(e.softplus(x)))),
  Softsign: formula((x) => div(x, add(scalar(1), e.abs(x)))),
  Swish: formula((x, node) => swish(x, node.float("alpha", 1))),
  Gelu: gelu,
  "com.microsoft.Gelu": (node) => [e.gelu(node.tensor(0))],
  "com.microsoft.BiasGelu": withBias(e.gelu),
  "com.microsoft.FastGelu": withBias(geluByTanh),
  "com.microsoft.QuickGelu": formula((x, node) => swish(x, node.float("alpha", 1.702))),
};
