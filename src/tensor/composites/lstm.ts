import { filled, scalar } from "../leaves.js";
import { add, mul, sigmoid, sub, tanh } from "../ops/elementwise.js";
import { gemm } from "../ops/matrix.js";
import { concat, reshape, slice, split } from "../ops/movement.js";
import { reduceSum } from "../ops/reduce.js";
import { known } from "../shape.js";
import { applyAll, type Op, outputAt, type Tensor } from "../tensor.js";
import { statesBefore } from "./gru.js";
import {
  at,
  onnxInputs,
  onnxRecurrence,
  part,
  type Recurrence,
  recurrenceOf,
  recurrenceShapes,
  unitsOf,
} from "./recurrence.js";

const onnxLstm = onnxRecurrence("LSTM", 2);
const one = () => scalar(1);

/**
 * Long short-term memory; gates stand in ONNX's order: input i, output o, forget f, cell g.
 * i, o, f = σ(W x + b + U h + c), g = tanh(…); c ← f·c + i·g; h ← o·tanh(c).
 * Outputs: all states [length, batch, units], the last state and the last cell [batch, units].
 *
 * Source: Hochreiter & Schmidhuber (1997), with the forget gate of Gers, Schmidhuber & Cummins (2000).
 */
export const lstmOp: Op = {
  name: "LongShortTermMemory",
  infer: (inputs) => recurrenceShapes("LongShortTermMemory", 4, 2, inputs),

  plain({ inputs }) {
    const recurrence = recurrenceOf(inputs);
    const units = unitsOf(recurrence);
    const [length = 0, batch = 0] = known(recurrence.x.shape);
    let [h, c] = firstStates(recurrence, batch, units);
    const states = Array.from({ length }, (_, t) => {
      const { i, o, f, g } = gatesOf(recurrence, at(recurrence.x, t), h);
      c = add(mul(f, c), mul(i, g));
      h = mul(o, tanh(c));
      return reshape(h, [1, batch, units]);
    });
    return [concat(states, 0), h, c];
  },

  fast({ inputs }) {
    const recurrence = recurrenceOf(inputs);
    const units = unitsOf(recurrence);
    const [states, ...last] = applyAll(onnxLstm, onnxInputs(recurrence), { hidden_size: units });
    if (!states) throw new Error("LSTM has three outputs");
    const [length = 1, , batch = 1] = states.shape;
    return {
      outputs: [reshape(states, [length, batch, units]), ...last.map((state) => reshape(state, [batch, units]))],
      saved: {},
    };
  },

  gradient(node, [dStates, dLast, dCell]) {
    const recurrence = recurrenceOf(node.inputs);
    const { x, inputWeights, hiddenWeights } = recurrence;
    const units = unitsOf(recurrence);
    const [length = 0, batch = 0, width = 0] = known(x.shape);
    const rows = reshape(x, [length * batch, width]);
    const [firstHidden, firstCell] = firstStates(recurrence, batch, units);
    const before = statesBefore(outputAt(node, 0), firstHidden);
    const gates = gatesOf(recurrence, rows, before);
    const cells = cellsOf(gates, firstCell, length); // [length · batch, units]
    const cellsBefore = statesBefore(reshape(cells, [length, batch, units]), firstCell);
    const shares = sharesOf(gates, cells, cellsBefore, length);

    let dh = dLast ?? filled(0, [batch, units]);
    let dc = dCell ?? filled(0, [batch, units]);
    const flows: Tensor[] = [];
    const order = outputFirst(hiddenWeights, units);
    for (let t = length - 1; t >= 0; t -= 1) {
      if (dStates) dh = add(dh, at(dStates, t));
      const share = shares[t]!;
      dc = add(dc, mul(dh, share.cell));
      const others = reshape(mul(share.others, reshape(dc, [batch, 1, units])), [batch, 3 * units]);
      const flow = concat([mul(dh, share.output), others], 1); // o, i, f, g
      flows[t] = flow;
      dh = gemm(flow, order);
      dc = mul(dc, share.forget);
    }
    const all = concat(flows, 0);
    const dGates = concat([part(all, units, 1), part(all, units, 0), part(all, units, 2, 2)], 1); // i, o, f, g
    const dBias = reduceSum(dGates, [0]);
    return [
      reshape(gemm(dGates, inputWeights), x.shape),
      gemm(dGates, rows, undefined, { transA: true }),
      gemm(dGates, before, undefined, { transA: true }),
      dBias,
      dBias,
      dh,
      dc,
    ];
  },
};

interface Gates {
  readonly i: Tensor;
  readonly o: Tensor;
  readonly f: Tensor;
  readonly g: Tensor;
}

function gatesOf(recurrence: Recurrence, rows: Tensor, before: Tensor): Gates {
  const units = unitsOf(recurrence);
  const fromInput = gemm(rows, recurrence.inputWeights, recurrence.inputBias, { transB: true });
  const sums = add(fromInput, gemm(before, recurrence.hiddenWeights, recurrence.hiddenBias, { transB: true }));
  const open = sigmoid(part(sums, units, 0, 3));
  return { i: part(open, units, 0), o: part(open, units, 1), f: part(open, units, 2), g: tanh(part(sums, units, 3)) };
}

const firstStates = ({ first }: Recurrence, batch: number, units: number): [Tensor, Tensor] => [
  first[0] ?? filled(0, [batch, units]),
  first[1] ?? filled(0, [batch, units]),
];

/** ONNX does not give the cells: c ← f·c + i·g once more, with gates that are known. */
function cellsOf({ i, f, g }: Gates, first: Tensor, length: number): Tensor {
  const each = (x: Tensor) => split(x, new Array<number>(length).fill((known(x.shape)[0] ?? 0) / length), 0);
  const [kept, more] = [each(f), each(mul(i, g))];
  let c = first;
  return concat(
    kept.map((share, t) => {
      c = add(mul(share, c), more[t]!);
      return c;
    }),
    0,
  );
}

/** Of each place: what of dh reaches the cell and the output gate, what of dc reaches i, f and g, and what of it goes on. */
function sharesOf({ i, o, f, g }: Gates, cells: Tensor, cellsBefore: Tensor, length: number) {
  const squashed = tanh(cells);
  const [count = 0, units = 0] = known(cells.shape);
  const batch = count / length;
  const slope = (gate: Tensor) => mul(gate, sub(one(), gate));
  const each = (x: Tensor) => split(x, new Array<number>(length).fill(batch), 0);
  const cell = each(mul(o, sub(one(), mul(squashed, squashed))));
  const output = each(mul(squashed, slope(o)));
  const others = [mul(g, slope(i)), mul(cellsBefore, slope(f)), mul(i, sub(one(), mul(g, g)))];
  const joined = each(
    concat(
      others.map((share) => reshape(share, [count, 1, units])),
      1,
    ),
  ); // [batch, 3, units]
  const forget = each(f);
  return Array.from({ length }, (_, t) => ({
    cell: cell[t]!,
    output: output[t]!,
    others: joined[t]!,
    forget: forget[t]!,
  }));
}

/** The rows of the gates in the order o, i, f, g. */
function outputFirst(weights: Tensor, units: number): Tensor {
  const rows = (from: number, to: number) => slice(weights, [from * units], [to * units], [0]);
  return concat([rows(1, 2), rows(0, 1), rows(2, 4)], 0);
}

/** See `lstmOp`. */
export function lstm(recurrence: Recurrence): { states: Tensor; last: Tensor; cell: Tensor } {
  const { x, inputWeights, hiddenWeights, inputBias, hiddenBias, first } = recurrence;
  const [states, last, cell] = applyAll(lstmOp, [x, inputWeights, hiddenWeights, inputBias, hiddenBias, ...first]);
  if (!states || !last || !cell) throw new Error("LongShortTermMemory has three outputs");
  return { states, last, cell };
}
