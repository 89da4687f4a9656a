import { generate, reader } from "../nd-array.js";
import { broadcastShape, known, sameShape, shapeText } from "../shape.js";
import { apply, BadUse, type DataType, inputAt, type Op, shapesText, type Tensor } from "../tensor.js";
import { errorFunction } from "./error-function.js";
import { expandOp } from "./movement.js";

interface UnaryOptions {
  readonly floats?: readonly string[];
  readonly takes?: DataType;
}

/** An op that takes one number to one number. */
function unary(name: string, value: (x: number, setting: number) => number, options: UnaryOptions = {}): Op {
  const { takes = "float32", ...rest } = options;
  return {
    name,
    ...rest,
    infer(inputs) {
      const [x] = inputs;
      if (!x || inputs.length !== 1 || x.type !== takes)
        throw new BadUse(name, shapesText(inputs), `one ${takes} tensor`);
      return [{ shape: x.shape, type: x.type }];
    },
    evaluate: ([x], { attributes }) => {
      const setting = Object.values(attributes).find((one) => typeof one === "number") ?? 0;
      return x ? [{ shape: x.shape, data: x.data.map((one) => value(one, setting as number)) }] : [];
    },
  };
}

/** An op on two tensors, each stretched to the other's shape. */
function binary(name: string, value: (a: number, b: number) => number, gives?: DataType): Op {
  return {
    name,
    infer(inputs) {
      const [a, b] = inputs;
      const shape = a && b && broadcastShape(a.shape, b.shape);
      if (!a || !b || inputs.length !== 2 || !shape || a.type !== b.type) {
        throw new BadUse(name, shapesText(inputs), "two tensors of one type whose shapes stretch to each other");
      }
      return [{ shape, type: gives ?? a.type }];
    },
    evaluate: ([a, b], node) => {
      if (!a || !b) return [];
      const [left, right] = [reader(a), reader(b)];
      return [generate(known(node.outputs[0]?.shape ?? []), (at) => value(left(at), right(at)))];
    },
  };
}

export const negOp = unary("Neg", (x) => -x);
export const expOp = unary("Exp", Math.exp);
export const logOp = unary("Log", Math.log);
export const sqrtOp = unary("Sqrt", Math.sqrt);
export const absOp = unary("Abs", Math.abs);
export const signOp = unary("Sign", Math.sign);
export const sinOp = unary("Sin", Math.sin);
export const cosOp = unary("Cos", Math.cos);
export const tanhOp = unary("Tanh", Math.tanh);
export const sigmoidOp = unary("Sigmoid", (x) => 1 / (1 + Math.exp(-x)));
export const reluOp = unary("Relu", (x) => Math.max(x, 0));
export const softplusOp = unary("Softplus", (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
export const erfOp = unary("Erf", errorFunction);
export const reciprocalOp = unary("Reciprocal", (x) => 1 / x);
export const leakyReluOp = unary("LeakyRelu", (x, alpha) => (x < 0 ? alpha * x : x), { floats: ["alpha"] });
export const eluOp = unary("Elu", (x, alpha) => (x < 0 ? alpha * Math.expm1(x) : x), { floats: ["alpha"] });
/** x·Φ(x), Φ the normal distribution. Source: Hendrycks & Gimpel (2016), arXiv:1606.08415. */
export const geluOp = unary("Gelu", (x) => (x / 2) * (1 + errorFunction(x * Math.SQRT1_2)));
export const notOp = unary("Not", (x) => 1 - x, { takes: "bool" });

export const addOp = binary("Add", (a, b) => a + b);
export const subOp = binary("Sub", (a, b) => a - b);
export const mulOp = binary("Mul", (a, b) => a * b);
export const divOp = binary("Div", (a, b) => a / b);
export const powOp = binary("Pow", (a, b) => a ** b);
export const maxOp = binary("Max", Math.max);
export const minOp = binary("Min", Math.min);
export const equalOp = binary("Equal", (a, b) => Number(a === b), "bool");
export const greaterOp = binary("Greater", (a, b) => Number(a > b), "bool");
export const greaterOrEqualOp = binary("GreaterOrEqual", (a, b) => Number(a >= b), "bool");
export const lessOp = binary("Less", (a, b) => Number(a < b), "bool");
export const lessOrEqualOp = binary("LessOrEqual", (a, b) => Number(a <= b), "bool");
export const andOp = binary("And", (a, b) => a * b, "bool");
export const orOp = binary("Or", Math.max, "bool");

/** Where the condition holds the second, elsewhere the third. */
export const whereOp: Op = {
  name: "Where",
  infer(inputs) {
    const [condition, yes, no] = inputs;
    const values = yes && no && broadcastShape(yes.shape, no.shape);
    const shape = condition && values && broadcastShape(condition.shape, values);
    if (!shape || condition.type !== "bool" || !yes || yes.type !== no?.type) {
      throw new BadUse(
        "Where",
        shapesText(inputs),
        "a bool tensor and two of one type, whose shapes stretch to each other",
      );
    }
    return [{ shape, type: yes.type }];
  },
  evaluate: ([condition, yes, no], node) => {
    if (!condition || !yes || !no) return [];
    const [held, left, right] = [reader(condition), reader(yes), reader(no)];
    return [generate(known(node.outputs[0]?.shape ?? []), (at) => (held(at) ? left(at) : right(at)))];
  },
};

/** ONNX's numbers of the types. */
export const typeCodes: Readonly<Record<DataType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** The same numbers as another type; `to` is ONNX's number of it. */
export const castOp: Op = {
  name: "Cast",
  infer(inputs, attributes) {
    const [x] = inputs;
    const type = (Object.keys(typeCodes) as DataType[]).find((name) => typeCodes[name] === attributes["to"]);
    if (!x || !type) throw new BadUse("Cast", shapesText(inputs), "a tensor and a type");
    return [{ shape: x.shape, type }];
  },
  evaluate: ([x], { outputs }) => {
    if (!x) return [];
    const type = outputs[0]?.type;
    const cast = type === "bool" ? (one: number) => Number(one !== 0) : type === "float32" ? Number : Math.trunc;
    return [{ shape: x.shape, data: x.data.map(cast) }];
  },
};

export const elementwiseOps: readonly Op[] = [
  ...[negOp, expOp, logOp, sqrtOp, absOp, signOp, sinOp, cosOp, tanhOp, sigmoidOp, reluOp, softplusOp, erfOp],
  ...[reciprocalOp, leakyReluOp, eluOp, geluOp, notOp, addOp, subOp, mulOp, divOp, powOp, maxOp, minOp, equalOp],
  ...[greaterOp, greaterOrEqualOp, lessOp, lessOrEqualOp, andOp, orOp, whereOp, castOp],
];

/** Two tensors without a stretching that the op does by itself, so that nothing is laid out only to be read once. */
function unstretched(a: Tensor, b: Tensor): readonly [Tensor, Tensor] {
  const narrow = (x: Tensor, other: Tensor) =>
    x.node.op === expandOp && sameShape(x.shape, other.shape) ? inputAt(x.node, 0) : x;
  const left = narrow(a, b);
  return left === a ? [a, narrow(b, a)] : [left, b];
}

export const neg = (x: Tensor): Tensor => apply(negOp, [x]);
export const exp = (x: Tensor): Tensor => apply(expOp, [x]);
export const log = (x: Tensor): Tensor => apply(logOp, [x]);
export const sqrt = (x: Tensor): Tensor => apply(sqrtOp, [x]);
export const abs = (x: Tensor): Tensor => apply(absOp, [x]);
export const sign = (x: Tensor): Tensor => apply(signOp, [x]);
export const sin = (x: Tensor): Tensor => apply(sinOp, [x]);
export const cos = (x: Tensor): Tensor => apply(cosOp, [x]);
export const tanh = (x: Tensor): Tensor => apply(tanhOp, [x]);
export const sigmoid = (x: Tensor): Tensor => apply(sigmoidOp, [x]);
export const relu = (x: Tensor): Tensor => apply(reluOp, [x]);
/** log(1 + eˣ). */
export const softplus = (x: Tensor): Tensor => apply(softplusOp, [x]);
export const erf = (x: Tensor): Tensor => apply(erfOp, [x]);
export const reciprocal = (x: Tensor): Tensor => apply(reciprocalOp, [x]);
export const leakyRelu = (x: Tensor, alpha: number): Tensor => apply(leakyReluOp, [x], { alpha });
export const elu = (x: Tensor, alpha = 1): Tensor => apply(eluOp, [x], { alpha });
export const gelu = (x: Tensor): Tensor => apply(geluOp, [x]);
export const not = (x: Tensor): Tensor => apply(notOp, [x]);
export const add = (a: Tensor, b: Tensor): Tensor => apply(addOp, unstretched(a, b));
export const sub = (a: Tensor, b: Tensor): Tensor => apply(subOp, unstretched(a, b));
export const mul = (a: Tensor, b: Tensor): Tensor => apply(mulOp, unstretched(a, b));
export const div = (a: Tensor, b: Tensor): Tensor => apply(divOp, unstretched(a, b));
export const pow = (a: Tensor, b: Tensor): Tensor => apply(powOp, [a, b]);
export const max = (a: Tensor, b: Tensor): Tensor => apply(maxOp, [a, b]);
export const min = (a: Tensor, b: Tensor): Tensor => apply(minOp, [a, b]);
export const equal = (a: Tensor, b: Tensor): Tensor => apply(equalOp, [a, b]);
export const greater = (a: Tensor, b: Tensor): Tensor => apply(greaterOp, [a, b]);
export const greaterOrEqual = (a: Tensor, b: Tensor): Tensor => apply(greaterOrEqualOp, [a, b]);
export const less = (a: Tensor, b: Tensor): Tensor => apply(lessOp, [a, b]);
export const lessOrEqual = (a: Tensor, b: Tensor): Tensor => apply(lessOrEqualOp, [a, b]);
export const and = (a: Tensor, b: Tensor): Tensor => apply(andOp, [a, b]);
export const or = (a: Tensor, b: Tensor): Tensor => apply(orOp, [a, b]);
export const where = (condition: Tensor, yes: Tensor, no: Tensor): Tensor => apply(whereOp, [condition, yes, no]);
export const cast = (x: Tensor, type: DataType): Tensor =>
  x.type === type ? x : apply(castOp, [x], { to: typeCodes[type] });

/** @throws {BadUse} unless both have one shape. */
export function expectSameShape(op: string, a: Tensor, b: Tensor): void {
  if (!sameShape(a.shape, b.shape))
    throw new BadUse(op, `${shapeText(a.shape)} and ${shapeText(b.shape)}`, "one shape");
}
