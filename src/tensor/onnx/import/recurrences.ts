import { gru } from "../../composites/gru.js";
import { lstm } from "../../composites/lstm.js";
import { at, part, type Recurrence, unitsOf } from "../../composites/recurrence.js";
import { filled, scalar } from "../../leaves.js";
import { add, mul, relu, sigmoid, sub, tanh } from "../../ops/elementwise.js";
import { gemm } from "../../ops/matrix.js";
import { concat, reshape, slice } from "../../ops/movement.js";
import { known } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Importer, NodeReading } from "./node-reading.js";
import { tensorOf } from "./value.js";

/**
 * Recurrences as the ONNX specification writes them: https://onnx.ai/onnx/operators/onnx__GRU.html (and onnx__LSTM.html,
 * onnx__RNN.html). x [length, batch, in]; weights [directions, gates · units, …]; states [directions, batch, units].
 */
interface Cell {
  readonly activations: readonly string[];
  /** Places of the first states among the inputs. */
  readonly firsts: readonly number[];
  run(recurrence: Recurrence): { readonly states: Tensor; readonly last: readonly Tensor[] };
}

const lstmCell: Cell = {
  activations: ["Sigmoid", "Tanh", "Tanh"],
  firsts: [5, 6],
  run(recurrence) {
    const { states, last, cell } = lstm(recurrence);
    return { states, last: [last, cell] };
  },
};

const gruCell: Cell = {
  activations: ["Sigmoid", "Tanh"],
  firsts: [5],
  run(recurrence) {
    const { states, last } = gru(recurrence);
    return { states, last: [last] };
  },
};

type Step = (fed: Tensor, h: Tensor, recurrence: Recurrence) => Tensor;

/** A cell no composite stands for, step by step. @param step the next state, from W x + b [batch, gates · units] */
const stepwise = (activations: readonly string[], step: Step): Cell => ({
  activations,
  firsts: [5],
  run(recurrence) {
    const { x, inputWeights, inputBias, first } = recurrence;
    const [length = 0] = known(x.shape.slice(0, 1));
    const units = unitsOf(recurrence);
    let h = first[0] ?? filled(0, [1, units]);
    const states = Array.from({ length }, (_, t) => {
      h = step(gemm(at(x, t), inputWeights, inputBias, { transB: true }), h, recurrence);
      return reshape(h, [1, ...h.shape]);
    });
    return { states: concat(states, 0), last: [h] };
  },
});

const hidden = (h: Tensor, weights: Tensor, bias: Tensor): Tensor => gemm(h, weights, bias, { transB: true });

/** The reset gate works on h, before the product (linear_before_reset 0). Source: Cho et al. (2014), arXiv:1406.1078. */
const resetsBefore = stepwise(["Sigmoid", "Tanh"], (fed, h, recurrence) => {
  const { hiddenWeights, hiddenBias } = recurrence;
  const units = unitsOf(recurrence);
  const rows = (x: Tensor, from: number, to: number) => slice(x, [from * units], [to * units], [0]);
  const zr = add(part(fed, units, 0, 2), hidden(h, rows(hiddenWeights, 0, 2), rows(hiddenBias, 0, 2)));
  const [z, r] = [sigmoid(part(zr, units, 0)), sigmoid(part(zr, units, 1))];
  const n = tanh(add(part(fed, units, 2), hidden(mul(r, h), rows(hiddenWeights, 2, 3), rows(hiddenBias, 2, 3))));
  return add(mul(sub(scalar(1), z), n), mul(z, h));
});

/** Source: Elman (1990), "Finding structure in time". */
const elman = (name: string, activation: (x: Tensor) => Tensor): Cell =>
  stepwise([name], (fed, h, { hiddenWeights, hiddenBias }) =>
    activation(add(fed, hidden(h, hiddenWeights, hiddenBias))),
  );

const onTop = (x: Tensor, axis: number): Tensor => reshape(x, x.shape.toSpliced(axis, 0, 1));

/** The steps from the last to the first. */
const turned = (x: Tensor): Tensor => slice(x, [-1], [-(2 ** 31)], [0], [-1]);

function recurrenceAt(node: NodeReading, cell: Cell, direction: number): Recurrence {
  const x = node.tensor(0);
  const [inputWeights, hiddenWeights] = [at(node.tensor(1), direction), at(node.tensor(2), direction)];
  const [width = 0, units = 0] = known(hiddenWeights.shape); // [gates · units, units]
  const biases = node.optional(3);
  const both = biases ? at(biases, direction) : filled(0, [2 * width]);
  const isGiven = cell.firsts.some((place) => node.inputs[place]);
  const zero = () => tensorOf(node.graph.filled(0, [x.shape[1] ?? 1, units], "float32"));
  const firstAt = (place: number) => {
    const given = node.optional(place);
    return given ? at(given, direction) : zero();
  };
  return {
    ...{ x, inputWeights, hiddenWeights },
    inputBias: slice(both, [0], [width], [0]),
    hiddenBias: slice(both, [width], [2 * width], [0]),
    first: isGiven ? cell.firsts.map(firstAt) : [],
  };
}

function demandPlain(node: NodeReading, cell: Cell, directions: number): void {
  node.demand("layout", node.int("layout", 0), 0);
  if (node.node.attributes["clip"]) node.refuse("clip is not imported");
  if (node.inputs[4]) node.refuse("lengths of sequences (sequence_lens) are not imported");
  const { activations } = node.node.attributes;
  const expected = Array.from({ length: directions }, () => cell.activations).flat();
  if (activations?.kind === "strings") node.demand("activations", activations.value, expected);
}

const recurrence =
  (cellOf: (node: NodeReading) => Cell): Importer =>
  (node) => {
    const cell = cellOf(node);
    const direction = node.text("direction", "forward");
    const reversals = { forward: [false], reverse: [true], bidirectional: [false, true] }[direction];
    if (!reversals) return node.refuse(`direction is ${direction}`);
    demandPlain(node, cell, reversals.length);
    const runs = reversals.map((isReversed, place) => {
      const one = recurrenceAt(node, cell, place);
      const { states, last } = cell.run(isReversed ? { ...one, x: turned(one.x) } : one);
      return { states: onTop(isReversed ? turned(states) : states, 1), last: last.map((state) => onTop(state, 0)) };
    });
    const lasts = cell.firsts.map((_, i) =>
      concat(
        runs.map(({ last }) => last[i]!),
        0,
      ),
    );
    return [
      concat(
        runs.map(({ states }) => states),
        1,
      ),
      ...lasts,
    ]; // [length, directions, batch, units]
  };

function lstmOf(node: NodeReading): Cell {
  if (node.inputs[7]) node.refuse("peepholes are not imported");
  node.demand("input_forget", node.int("input_forget", 0), 0);
  return lstmCell;
}

function elmanOf(node: NodeReading): Cell {
  const { activations } = node.node.attributes;
  const isRelu = activations?.kind === "strings" && activations.value[0] === "Relu";
  return isRelu ? elman("Relu", relu) : elman("Tanh", tanh);
}

export const recurrences: Readonly<Record<string, Importer>> = {
  GRU: recurrence((node) => (node.int("linear_before_reset", 0) === 1 ? gruCell : resetsBefore)),
  LSTM: recurrence(lstmOf),
  RNN: recurrence(elmanOf),
};
