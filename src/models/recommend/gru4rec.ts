import { dense } from "#tensor/layers/dense.js";
import { gru } from "#tensor/layers/recurrent.js";
import { reshape } from "#tensor/ops/movement.js";
import type { Recommender } from "./recommender.js";
import type { Encoder } from "./sequence-network.js";
import { sequenceRecommender } from "./sequence-recommender.js";

/**
 * Gated recurrent units over what the customer did, and a dense layer on every state.
 *
 * Source: Hidasi, Karatzoglou, Baltrunas & Tikk (2016), Session-based recommendations with recurrent neural networks,
 * ICLR; the sampled softmax over items shared by a batch as in Hidasi & Karatzoglou (2018), CIKM 27, §3.
 */
export const recurrence: Encoder = {
  name: "recurrence",
  rows: "alone",
  encode(x, _segment, scope, { width, dropout }) {
    const states = gru(width, { states: "all" }).call(x, scope.within("gru")); // [length, batch, width]
    const kept = scope.dropout(states, { rate: dropout, batchAxis: 1 });
    return reshape(dense(width).call(reshape(kept, [-1, width]), scope.within("out")), x.shape);
  },
};

export const gru4rec: Recommender = sequenceRecommender("gru4rec", recurrence, {
  batchSize: 128, // one customer a row, where the others have four
});
