import { constant, filled, scalar } from "../leaves.js";
import { add, mul, sigmoid, sub, tanh } from "../ops/elementwise.js";
import { gemm } from "../ops/matrix.js";
import { concat, reshape, slice, split } from "../ops/movement.js";
import { reduceSum } from "../ops/reduce.js";
import { known } from "../shape.js";
import { applyAll, type Op, outputAt, type Tensor } from "../tensor.js";
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

const onnxGru = onnxRecurrence("GRU", 1);
const one = () => scalar(1);

/**
 * Gated recurrent units; gates stand in ONNX's order: update z, reset r, new n.
 * z, r = σ(W x + b + U h + c); n = tanh(W x + b + r·(U h + c)); h ← (1 − z)·n + z·h.
 * Outputs: all states [length, batch, units] and the last [batch, units].
 *
 * Source: Cho et al. (2014), arXiv:1406.1078, with the reset after the product, as in PyTorch and ONNX (linear_before_reset).
 */
export const gruOp: Op = {
  name: "GatedRecurrence",
  infer: (inputs) => recurrenceShapes("GatedRecurrence", 3, 1, inputs),

  plain({ inputs }) {
    const recurrence = recurrenceOf(inputs);
    const { x } = recurrence;
    const units = unitsOf(recurrence);
    const [length = 0, batch = 0] = known(x.shape);
    let h = recurrence.first[0] ?? filled(0, [batch, units]);
    const states = Array.from({ length }, (_, t) => {
      const gates = gatesOf(recurrence, at(x, t), h);
      h = add(mul(sub(one(), gates.z), gates.n), mul(gates.z, h));
      return reshape(h, [1, batch, units]);
    });
    return [concat(states, 0), h];
  },

  fast({ inputs }) {
    const recurrence = recurrenceOf(inputs);
    const units = unitsOf(recurrence);
    const [states, last] = applyAll(onnxGru, onnxInputs(recurrence), { hidden_size: units, linear_before_reset: 1 });
    if (!states || !last) throw new Error("GRU has two outputs");
    const [length = 1, , batch = 1] = states.shape;
    return { outputs: [reshape(states, [length, batch, units]), reshape(last, [batch, units])], saved: {} };
  },

  gradient(node, [dStates, dLast]) {
    const recurrence = recurrenceOf(node.inputs);
    const { x, inputWeights, hiddenWeights, first } = recurrence;
    const units = unitsOf(recurrence);
    const [length = 0, batch = 0, width = 0] = known(x.shape);
    const rows = reshape(x, [length * batch, width]);
    const before = statesBefore(outputAt(node, 0), first[0] ?? filled(0, [batch, units]));
    const { z, r, n, hidden } = gatesOf(recurrence, rows, before);

    // of a unit's dh: what reaches z, r and n before their functions, what reaches U h + c of n, and what goes on to h
    const open = sub(one(), z);
    const toNew = mul(open, sub(one(), mul(n, n)));
    const toUpdate = mul(mul(sub(before, n), z), open);
    const toReset = mul(mul(toNew, hidden), mul(r, sub(one(), r)));
    const each = [toUpdate, toReset, mul(toNew, r), z].map((one_) => reshape(one_, [length, batch, 1, units]));
    const shares = split(concat(each, 2), new Array<number>(length).fill(1), 0); // [1, batch, 4, units] a place
    const identity = constant(
      Float32Array.from({ length: units * units }, (_, i) => (i % (units + 1) === 0 ? 1 : 0)),
      [units, units],
    );
    const onward = concat([hiddenWeights, identity], 0); // [4 units, units]

    let dh = dLast ?? filled(0, [batch, units]);
    const [flows, dhs]: [Tensor[], Tensor[]] = [[], []];
    for (let t = length - 1; t >= 0; t -= 1) {
      if (dStates) dh = add(dh, at(dStates, t));
      dhs[t] = dh;
      const share = shares[t];
      if (!share) throw new Error("a share for every place");
      const flow = reshape(mul(reshape(share, [batch, 4, units]), reshape(dh, [batch, 1, units])), [batch, 4 * units]);
      flows[t] = flow;
      dh = gemm(flow, onward);
    }
    const all = concat(flows, 0); // [length · batch, 4 units]
    const dHidden = part(all, units, 0, 3);
    const dInput = concat([part(all, units, 0, 2), mul(concat(dhs, 0), toNew)], 1);
    return [
      reshape(gemm(dInput, inputWeights), x.shape),
      gemm(dInput, rows, undefined, { transA: true }),
      gemm(dHidden, before, undefined, { transA: true }),
      reduceSum(dInput, [0]),
      reduceSum(dHidden, [0]),
      dh,
    ];
  },
};

/** z, r, n and U h + c of n for rows of inputs and of the states before them. */
function gatesOf(recurrence: Recurrence, rows: Tensor, before: Tensor) {
  const units = unitsOf(recurrence);
  const fromInput = gemm(rows, recurrence.inputWeights, recurrence.inputBias, { transB: true });
  const fromHidden = gemm(before, recurrence.hiddenWeights, recurrence.hiddenBias, { transB: true });
  const zr = sigmoid(add(part(fromInput, units, 0, 2), part(fromHidden, units, 0, 2)));
  const [z, r] = [part(zr, units, 0), part(zr, units, 1)];
  const hidden = part(fromHidden, units, 2);
  return { z, r, n: tanh(add(part(fromInput, units, 2), mul(r, hidden))), hidden };
}

/** The state before every place: [length · batch, units]. */
export function statesBefore(states: Tensor, first: Tensor): Tensor {
  const [length = 0, batch = 0, units = 0] = known(states.shape);
  if (length === 1) return first;
  return concat([first, slice(reshape(states, [length * batch, units]), [0], [(length - 1) * batch], [0])], 0);
}

/** See `gruOp`. @returns all states [length, batch, units] and the last [batch, units] */
export function gru(recurrence: Recurrence): { states: Tensor; last: Tensor } {
  const { x, inputWeights, hiddenWeights, inputBias, hiddenBias, first } = recurrence;
  const [states, last] = applyAll(gruOp, [x, inputWeights, hiddenWeights, inputBias, hiddenBias, ...first]);
  if (!states || !last) throw new Error("GatedRecurrence has two outputs");
  return { states, last };
}
