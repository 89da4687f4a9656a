import { concat, reshape, slice } from "../ops/movement.js";
import { known, sameDimension } from "../shape.js";
import { type Attributes, BadUse, type Op, type Outcome, shapesText, type Tensor } from "../tensor.js";

/** Inputs of a recurrence: x [length, batch, in]; weights of the gates, one above the other; perhaps the states before the first. */
export interface Recurrence {
  readonly x: Tensor;
  /** [gates · units, in] */
  readonly inputWeights: Tensor;
  /** [gates · units, units] */
  readonly hiddenWeights: Tensor;
  /** [gates · units] */
  readonly inputBias: Tensor;
  /** [gates · units] */
  readonly hiddenBias: Tensor;
  /** [batch, units] each. */
  readonly first: readonly Tensor[];
}

export function recurrenceOf(inputs: readonly Tensor[]): Recurrence {
  const [x, inputWeights, hiddenWeights, inputBias, hiddenBias, ...first] = inputs;
  if (!x || !inputWeights || !hiddenWeights || !inputBias || !hiddenBias) throw new Error("a recurrence lacks inputs");
  return { x, inputWeights, hiddenWeights, inputBias, hiddenBias, first };
}

/** Number of units. */
export const unitsOf = ({ hiddenWeights }: Recurrence): number => known(hiddenWeights.shape)[1] ?? 0;

/** All states [length, batch, units], then each last state [batch, units]. */
export function recurrenceShapes(name: string, gates: number, states: number, inputs: readonly Tensor[]): Outcome[] {
  const [x, inputWeights, hiddenWeights, inputBias, hiddenBias, ...first] = inputs;
  const units = hiddenWeights?.shape[1];
  const batch = x?.shape[1];
  const rows = typeof units === "number" ? gates * units : 0;
  const fits =
    x?.shape.length === 3 &&
    sameDimension(inputWeights?.shape[1] ?? 0, x.shape[2] ?? 1) &&
    [inputWeights, hiddenWeights, inputBias, hiddenBias].every((one) => one?.shape[0] === rows) &&
    first.every(({ shape }) => shape.length === 2 && sameDimension(shape[0] ?? 0, batch ?? 1) && shape[1] === units);
  if (!fits || (first.length !== 0 && first.length !== states)) {
    throw new BadUse(
      name,
      shapesText(inputs),
      `[length, batch, in], [${gates}·units, in], [${gates}·units, units], [${gates}·units] twice and ${states} first states or none`,
    );
  }
  const last: Outcome = { shape: [batch ?? 1, units ?? 1], type: "float32" };
  return [
    { shape: [x.shape[0] ?? 1, batch ?? 1, units ?? 1], type: "float32" },
    ...Array.from({ length: states }, () => last),
  ];
}

/** ONNX's own recurrence; it stands only in what composites are run as. The fifth input of ONNX, lengths, is left out. */
export function onnxRecurrence(name: string, states: number): Op {
  return {
    name,
    places: [0, 1, 2, 3, 5, 6],
    infer(inputs: readonly Tensor[], attributes: Attributes) {
      const [x] = inputs;
      const units = Number(attributes["hidden_size"]);
      if (!x) throw new BadUse(name, shapesText(inputs), "[length, batch, in]");
      const last: Outcome = { shape: [1, x.shape[1] ?? 1, units], type: "float32" };
      return [
        { shape: [x.shape[0] ?? 1, 1, x.shape[1] ?? 1, units], type: "float32" },
        ...Array.from({ length: states }, () => last),
      ];
    },
  };
}

/** What ONNX's recurrence takes: every tensor of one direction. */
export function onnxInputs({ x, inputWeights, hiddenWeights, inputBias, hiddenBias, first }: Recurrence): Tensor[] {
  const alone = (tensor: Tensor) => reshape(tensor, [1, ...tensor.shape]);
  return [x, alone(inputWeights), alone(hiddenWeights), alone(concat([inputBias, hiddenBias], 0)), ...first.map(alone)];
}

/** [length, batch, …] at one place: [batch, …]. */
export function at(x: Tensor, place: number): Tensor {
  return reshape(slice(x, [place], [place + 1], [0]), x.shape.slice(1));
}

/** The `count` parts of width `units` of the last axis. */
export function part(x: Tensor, units: number, from: number, count = 1): Tensor {
  return slice(x, [from * units], [(from + count) * units], [x.shape.length - 1]);
}
