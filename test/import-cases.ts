import { mulberry32 } from "#numeric/mulberry32.js";
import type { OnnxAttribute, OnnxTensor } from "#tensor/onnx/onnx-model.js";

/** One use of an operator: what it is handed, what it holds, its settings. */
export interface Case {
  readonly op: string;
  readonly inputs: readonly (OnnxTensor | Held | null)[];
  readonly attributes?: Readonly<
    Record<string, number | readonly number[] | string | readonly string[] | OnnxAttribute>
  >;
  /** Absent: one. */
  readonly outputs?: number;
  /** Absent: 21. */
  readonly opset?: number;
  /** Whether the first axis of what is handed in is open. Absent: no. */
  readonly isOpen?: boolean;
}

/** A tensor the model holds. */
interface Held {
  readonly held: OnnxTensor;
}

const random = mulberry32(3);
const floats = (...dims: number[]): OnnxTensor => ({
  ...{ name: "", type: "float32", dims },
  data: Float32Array.from({ length: dims.reduce((all, one) => all * one, 1) }, () => 4 * random() - 2),
});
const positive = (...dims: number[]): OnnxTensor => {
  const tensor = floats(...dims);
  return { ...tensor, data: (tensor.data as Float32Array).map((one) => Math.abs(one) + 0.1) } as OnnxTensor;
};
const truths = (...data: number[]): OnnxTensor => ({
  name: "",
  type: "bool",
  dims: [data.length],
  data: Uint8Array.from(data),
});
const whole = (dims: number[], ...data: number[]): OnnxTensor => ({
  ...{ name: "", type: "int64", dims },
  data: BigInt64Array.from(data, BigInt),
});
const ints = (...data: number[]): Held => ({ held: whole([data.length], ...data) });
const int = (value: number): Held => ({ held: whole([], value) });
const number = (value: number): Held => ({
  held: { name: "", type: "float32", dims: [], data: Float32Array.of(value) },
});
const held = (tensor: OnnxTensor): Held => ({ held: tensor });
export const isHeld = (input: OnnxTensor | Held): input is Held => "held" in input;
const float = (value: number): OnnxAttribute => ({ kind: "float", value });

const x = () => floats(2, 3, 4);
const picture = () => floats(2, 4, 7, 6);
const one = (op: string, attributes: NonNullable<Case["attributes"]> = {}, rest: Partial<Case> = {}): Case => ({
  ...{ op, inputs: [x()], attributes, ...rest },
});
const two = (op: string, b = floats(3, 1)): Case => ({ op, inputs: [x(), b] });
const recurrent = (op: string, gates: number, attributes: NonNullable<Case["attributes"]>, directions = 1): Case => ({
  op,
  inputs: [
    floats(3, 2, 4),
    ...[floats(directions, gates * 5, 4), floats(directions, gates * 5, 5), floats(directions, 2 * gates * 5)].map(
      held,
    ),
    null,
    floats(directions, 2, 5),
    ...(op === "LSTM" ? [floats(directions, 2, 5)] : []),
  ],
  attributes: { hidden_size: 5, ...attributes },
  outputs: op === "LSTM" ? 3 : 2,
});
const norm = [held(floats(4)), held(floats(4))];

/** Every operator that is imported, in its settings. */
export const importCases: readonly Case[] = [
  ...["Neg", "Exp", "Abs", "Sign", "Sin", "Cos", "Tanh", "Sigmoid", "Relu", "Softplus", "Erf", "Identity"].map((op) =>
    one(op),
  ),
  ...["Log", "Sqrt", "Reciprocal"].map((op): Case => ({ op, inputs: [positive(2, 3)] })),
  ...["HardSigmoid", "HardSwish", "Mish", "Softsign", "Selu", "Celu", "Elu", "LeakyRelu"].map((op) => one(op)),
  one("HardSigmoid", { alpha: float(0.3), beta: float(0.4) }),
  one("LeakyRelu", { alpha: float(0.3) }),
  one("Elu", { alpha: float(0.3) }),
  one("Celu", { alpha: float(0.7) }),
  one("Selu", { alpha: float(1.2), gamma: float(1.1) }),
  one("Gelu"),
  one("Gelu", { approximate: "tanh" }),
  one("Swish", { alpha: float(1.5) }, { opset: 24 }),
  one("com.microsoft.Gelu"),
  one("com.microsoft.QuickGelu", { alpha: float(1.5) }),
  ...["com.microsoft.BiasGelu", "com.microsoft.FastGelu"].map((op): Case => ({ op, inputs: [x(), held(floats(4))] })),
  two("PRelu"),
  ...["Add", "Sub", "Mul", "Div", "Max", "Min", "Greater", "Less", "GreaterOrEqual", "LessOrEqual"].map((op) =>
    two(op),
  ),
  ...["Sum", "Mean", "Max", "Min"].map((op): Case => ({ op, inputs: [x(), floats(4), floats(3, 1)] })),
  { op: "Pow", inputs: [positive(2, 3), floats(3)] },
  { op: "Pow", inputs: [x(), int(2)] },
  { op: "Equal", inputs: [whole([2, 2], 1, 2, 3, 4), whole([2], 1, 4)] },
  ...["And", "Or", "Xor"].map((op): Case => ({ op, inputs: [truths(0, 0, 1, 1), truths(0, 1, 0, 1)] })),
  { op: "Not", inputs: [truths(0, 1)] },
  { op: "Where", inputs: [truths(0, 1, 1, 0), x(), floats(3, 1)] },
  one("Cast", { to: 7 }),
  { op: "Cast", inputs: [truths(0, 1)], attributes: { to: 1 } },
  { op: "Clip", inputs: [x(), number(-0.5), number(0.7)] },
  { op: "Clip", inputs: [x(), null, number(0.7)] },
  one("Dropout"),

  { op: "Reshape", inputs: [x(), ints(0, -1, 2)] },
  { op: "Reshape", inputs: [x(), ints(-1, 12)], isOpen: true },
  one("Flatten", { axis: 2 }, { isOpen: true }),
  one("Flatten", { axis: -1 }),
  one("Flatten", { axis: 0 }),
  { op: "Squeeze", inputs: [floats(2, 1, 3, 1), ints(-1)] },
  { op: "Squeeze", inputs: [floats(2, 1, 3, 1)] },
  { op: "Unsqueeze", inputs: [x(), ints(-1, 0)], isOpen: true },
  one("Transpose"),
  one("Transpose", { perm: [1, 0, 2] }, { isOpen: true }),
  { op: "Concat", inputs: [x(), floats(2, 1, 4)], attributes: { axis: 1 }, isOpen: true },
  { op: "Split", inputs: [x(), ints(1, 3)], attributes: { axis: -1 }, outputs: 2 },
  one("Split", { axis: 1, num_outputs: 2 }, { outputs: 2 }),
  { op: "Slice", inputs: [x(), ints(0, 3), ints(9e15, -9e15), ints(0, 2), ints(1, -2)], isOpen: true },
  { op: "Slice", inputs: [x(), ints(0, 1), ints(1, 3)] },
  { op: "Expand", inputs: [floats(2, 1, 4), ints(3, 1)], isOpen: true },
  { op: "Tile", inputs: [x(), ints(1, 2, 3)], isOpen: true },
  { op: "Pad", inputs: [x(), ints(0, 1, 2, 0, 0, 1)], isOpen: true },
  { op: "Pad", inputs: [x(), ints(1, -1), number(2.5), ints(-1)] },
  { op: "Trilu", inputs: [x(), int(1)], attributes: { upper: 0 } },
  one("Trilu"),

  { op: "Constant", inputs: [], attributes: { value_floats: { kind: "floats", value: [1.5, 2] } } },
  { op: "Constant", inputs: [], attributes: { value_float: float(1.5) } },
  { op: "Constant", inputs: [], attributes: { value_ints: [1, 2] } },
  { op: "Constant", inputs: [], attributes: { value_int: 7 } },
  { op: "Constant", inputs: [], attributes: { value: { kind: "tensor", value: floats(2, 2) } } },
  { op: "ConstantOfShape", inputs: [ints(2, 3)] },
  { op: "ConstantOfShape", inputs: [ints(2, 3)], attributes: { value: { kind: "tensor", value: whole([1], 4) } } },
  one("Shape", { start: 1, end: -1 }),
  one("Size"),
  { op: "Range", inputs: [number(1), number(3), number(0.75)] },

  { op: "Gather", inputs: [held(floats(5, 2)), whole([2, 3], 0, 4, 2, 2, 1, 3)], isOpen: true },
  { op: "Gather", inputs: [x(), int(-1)], attributes: { axis: 1 }, isOpen: true },
  {
    op: "GatherElements",
    inputs: [floats(3, 4), ints(0)].map((one, i) => (i ? held(whole([3, 2], 0, -1, 2, 1, 3, 3)) : one)),
    attributes: { axis: 1 },
  },
  {
    op: "ScatterND",
    inputs: [floats(4, 2), held(whole([2, 1], 3, 1)), floats(2, 2)],
    attributes: { reduction: "add" },
  },
  {
    op: "ScatterElements",
    inputs: [floats(3, 2), held(whole([1, 2], -1, 0)), floats(1, 2)],
    attributes: { reduction: "add" },
  },

  { op: "MatMul", inputs: [x(), held(floats(4, 5))], isOpen: true },
  { op: "MatMul", inputs: [floats(4), floats(2, 4, 3)] },
  { op: "MatMul", inputs: [x(), floats(4)] },
  { op: "MatMul", inputs: [floats(4), floats(4)] },
  { op: "Gemm", inputs: [floats(2, 3), held(floats(4, 3)), held(floats(4))], attributes: { transB: 1 }, isOpen: true },
  {
    op: "Gemm",
    inputs: [floats(3, 2), floats(3, 4), floats(2, 1)],
    attributes: { transA: 1, alpha: float(0.5), beta: float(2) },
  },
  { op: "Gemm", inputs: [floats(2, 3), floats(3, 4)] },
  { op: "com.microsoft.FusedMatMul", inputs: [x(), floats(2, 5, 4)], attributes: { transB: 1, alpha: float(0.5) } },

  ...[
    "ReduceSum",
    "ReduceMean",
    "ReduceMax",
    "ReduceMin",
    "ReduceL1",
    "ReduceL2",
    "ReduceSumSquare",
    "ReduceLogSumExp",
  ].flatMap((op): Case[] => [
    { op, inputs: [x(), ints(-1, 1)], attributes: { keepdims: 0 }, isOpen: true },
    { op, inputs: [x()] },
    { op, inputs: [x()], attributes: { noop_with_empty_axes: 1 } },
  ]),
  { op: "ReduceLogSum", inputs: [positive(2, 3), ints(1)] },
  { op: "ReduceMean", inputs: [x()], attributes: { axes: [1], keepdims: 1 }, opset: 13 },
  one("Softmax"),
  one("Softmax", { axis: 1 }, { isOpen: true }),
  one("LogSoftmax", { axis: 0 }),
  one("ArgMax"),
  one("ArgMax", { axis: -1, keepdims: 0 }, { isOpen: true }),
  one("ArgMin", { axis: 1 }),
  { op: "TopK", inputs: [x(), ints(2)], outputs: 2 },
  { op: "TopK", inputs: [x(), ints(2)], attributes: { axis: 1, largest: 0 }, outputs: 2 },
  { op: "CumSum", inputs: [x(), int(1)] },
  { op: "CumSum", inputs: [x(), int(-1)], attributes: { reverse: 1 } },

  { op: "Conv", inputs: [picture(), held(floats(3, 4, 3, 2)), held(floats(3))], isOpen: true },
  {
    op: "Conv",
    inputs: [picture(), held(floats(4, 2, 3, 3))],
    attributes: { group: 2, strides: [2, 1], dilations: [1, 2], pads: [0, 1, 2, 3] },
  },
  ...["SAME_UPPER", "SAME_LOWER", "VALID"].map(
    (auto_pad): Case => ({
      op: "Conv",
      inputs: [picture(), held(floats(1, 4, 2, 3))],
      attributes: { auto_pad, strides: [2, 2] },
    }),
  ),
  { op: "Conv", inputs: [floats(2, 3, 8), held(floats(2, 3, 3))], attributes: { pads: [1, 1] } },
  {
    op: "ConvTranspose",
    inputs: [picture(), held(floats(4, 2, 3, 3)), held(floats(4))],
    attributes: { group: 2, strides: [2, 2], pads: [1, 0, 1, 0], output_padding: [1, 0] },
  },
  { op: "ConvTranspose", inputs: [picture(), held(floats(4, 2, 2, 2))] },
  { op: "MaxPool", inputs: [picture()], attributes: { kernel_shape: [2, 2], strides: [2, 2] }, isOpen: true },
  { op: "MaxPool", inputs: [picture()], attributes: { kernel_shape: [3, 2], pads: [1, 0, 1, 1], dilations: [1, 2] } },
  { op: "MaxPool", inputs: [picture()], attributes: { kernel_shape: [2, 4], strides: [2, 3], ceil_mode: 1 } },
  { op: "AveragePool", inputs: [picture()], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
  { op: "AveragePool", inputs: [picture()], attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } },
  {
    op: "AveragePool",
    inputs: [picture()],
    attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 },
  },
  { op: "AveragePool", inputs: [picture()], attributes: { kernel_shape: [2, 2], strides: [2, 4], ceil_mode: 1 } },
  { op: "GlobalAveragePool", inputs: [picture()], isOpen: true },
  { op: "GlobalMaxPool", inputs: [picture()] },

  {
    op: "BatchNormalization",
    inputs: [picture(), ...norm, held(floats(4)), held(positive(4))],
    attributes: { epsilon: float(0.01) },
    isOpen: true,
  },
  { op: "LayerNormalization", inputs: [x(), ...norm], isOpen: true },
  {
    op: "LayerNormalization",
    inputs: [x(), held(floats(3, 4))],
    attributes: { axis: 1, epsilon: float(0.1) },
    outputs: 3,
  },
  { op: "InstanceNormalization", inputs: [picture(), ...norm], isOpen: true },
  { op: "GroupNormalization", inputs: [picture(), ...norm], attributes: { num_groups: 2 }, isOpen: true },
  {
    op: "GroupNormalization",
    inputs: [picture(), held(floats(2)), held(floats(2))],
    attributes: { num_groups: 2 },
    opset: 20,
  },
  { op: "RMSNormalization", inputs: [x(), held(floats(4))], opset: 23, isOpen: true },

  recurrent("GRU", 3, {}),
  recurrent("GRU", 3, { linear_before_reset: 1, direction: "reverse" }),
  recurrent("GRU", 3, { direction: "bidirectional" }, 2),
  recurrent("GRU", 3, { linear_before_reset: 1, direction: "bidirectional" }, 2),
  {
    op: "GRU",
    inputs: [floats(3, 2, 4), held(floats(1, 15, 4)), held(floats(1, 15, 5))],
    attributes: { hidden_size: 5 },
    outputs: 2,
  },
  recurrent("LSTM", 4, {}),
  {
    op: "LSTM",
    inputs: [floats(3, 2, 4), held(floats(1, 20, 4)), held(floats(1, 20, 5)), null, null, null, floats(1, 2, 5)],
    attributes: { hidden_size: 5, direction: "reverse" },
    outputs: 3,
  },
  recurrent("LSTM", 4, { direction: "bidirectional" }, 2),
  recurrent("RNN", 1, {}),
  recurrent("RNN", 1, { direction: "reverse", activations: ["Relu"] }),
];
