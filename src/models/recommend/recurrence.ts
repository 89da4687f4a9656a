import { gru } from "#tensor/composites/gru.js";
import { glorotUniform, orthogonal, zeros } from "#tensor/initialisers.js";
import { dense } from "#tensor/layers/dense.js";
import { layerNorm } from "#tensor/layers/layer-norm.js";
import { constant, scalar } from "#tensor/leaves.js";
import { add, cast, equal, sub } from "#tensor/ops/elementwise.js";
import { concat, pad, reshape, slice, transpose } from "#tensor/ops/movement.js";
import type { Scope } from "#tensor/scope.js";
import type { Tensor } from "#tensor/tensor.js";
import type { Encoder } from "./sequence-network.js";

/**
 * Gated recurrent units over what the customer did, and a dense layer on every state, added to what was read. Where a row
 * goes on with another customer, one more input closes the gates, so that nothing of the one before is remembered.
 *
 * Source: Hidasi, Karatzoglou, Baltrunas & Tikk (2016), Session-based recommendations with recurrent neural networks,
 * ICLR, with its states that are reset in parallel sequences; the sampled softmax over items shared by a batch as in
 * Hidasi & Karatzoglou (2018), CIKM 27, §3.
 */
export const recurrence: Encoder = {
  name: "recurrence",
  whole: 0.9, // every place waits for the one before it
  encode(x, segment, scope, { width, dropout }) {
    const [length = 1, batch = 1] = x.shape;
    const marked = concat([x, reshape(beginnings(segment), [length, batch, 1])], 2); // [length, batch, width + 1]
    const { states } = gru({ x: marked, ...gateWeights(scope.within("gru"), width), first: [] });
    const kept = scope.dropout(states, { rate: dropout, batchAxis: 1 });
    const said = reshape(dense(width).call(reshape(kept, [-1, width]), scope.within("out")), x.shape);
    return layerNorm().call(add(x, said), scope.within("norm"));
  },
};

/** 1 where a customer begins, else 0: [length, batch]. */
function beginnings(segment: Tensor): Tensor {
  const segments = transpose(segment, [1, 0]);
  const before = pad(slice(segments, [0], [Number(segments.shape[0]) - 1], [0]), [1, 0, 0, 0]);
  return sub(scalar(1), cast(equal(segments, before), "float32"));
}

/** Far enough that an update gate opens to what is new, and a reset gate shuts out what was before, to the last digit. */
const CLOSED = -60;

function gateWeights(scope: Scope, width: number) {
  const rows = 3 * width; // update, reset, new
  const closing = Float32Array.from({ length: rows }, (_, row) => (row < 2 * width ? CLOSED : 0));
  const inputs = scope.parameter("input weights", [rows, width], glorotUniform);
  return {
    inputWeights: concat([inputs, constant(closing, [rows, 1])], 1),
    hiddenWeights: scope.parameter("hidden weights", [rows, width], orthogonal),
    inputBias: scope.parameter("input bias", [rows], zeros, { decays: false }),
    hiddenBias: scope.parameter("hidden bias", [rows], zeros, { decays: false }),
  };
}
