import { layerNorm } from "#tensor/layers/layer-norm.js";
import { transformerBlock } from "#tensor/layers/transformer-block.js";
import { constant, scalar } from "#tensor/leaves.js";
import { add, equal, where } from "#tensor/ops/elementwise.js";
import { gather } from "#tensor/ops/gather.js";
import { reshape, transpose } from "#tensor/ops/movement.js";
import type { Scope } from "#tensor/scope.js";
import type { Tensor } from "#tensor/tensor.js";
import type { Encoder } from "./sequence-network.js";

const BLOCKS = 2;
const HEADS = 2;

/** What a head's scores fall by with every event in between, before anything is learned: one looks near, one far. */
const SLOPES = [1 / 2, 1 / 8];

/** Of the dropout of what is read, the part that is enough inside: with all of it a training takes a third longer. */
const INSIDE = 1 / 4;

/**
 * Self-attention over what the customer did, every place foretelling the next. In place of a vector for every position a
 * learned amount for every age is added to the attention's scores, so that what is learned at one place of a history
 * holds at every other, and histories of any length end alike.
 *
 * Source: Kang & McAuley (2018), Self-attentive sequential recommendation, ICDM; the ages as in Raffel et al. (2020),
 * JMLR 21(140), §2.1, beginning as in Press, Smith & Lewis (2022), ICLR; norms before the parts as in Xiong et al. (2020), arXiv:2002.04745.
 */
export const selfAttention: Encoder = {
  name: "self-attention",
  whole: 0.98,
  encode(x, segment, scope, { length, width, dropout }) {
    const own = ownOnly(segment);
    let y = x;
    for (let block = 0; block < BLOCKS; block++) {
      const within = scope.within(`block ${block}`);
      const bias = add(own, ageBias(within, length));
      y = transformerBlock(y, within, {
        heads: HEADS,
        isCausal: true,
        bias,
        hidden: 2 * width,
        activation: "gelu",
        dropout: INSIDE * dropout,
      }).y;
    }
    return layerNorm().call(y, scope.within("norm"));
  },
};

/** 0 between places of one customer, far below zero between others': [batch, 1, length, length]. */
function ownOnly(segment: Tensor): Tensor {
  const [batch = 1, length = 1] = segment.shape;
  const isOwn = equal(reshape(segment, [batch, 1, length, 1]), reshape(segment, [batch, 1, 1, length]));
  return where(isOwn, scalar(0), scalar(-1e9));
}

/** An amount for every age and head, falling with age at first and then learned: [1, heads, query, key]. */
function ageBias(scope: Scope, length: number): Tensor {
  const falling = Float32Array.from({ length: length * HEADS }, (_, i) => -SLOPES[i % HEADS]! * Math.floor(i / HEADS));
  const learned = scope.parameter("ages", [length, HEADS], { name: "zeros" }, { decays: false });
  const ages = add(learned, constant(falling, [length, HEADS]));
  const age = Int32Array.from({ length: length * length }, (_, i) =>
    Math.max(0, Math.floor(i / length) - (i % length)),
  );
  const ofPairs = gather(ages, constant(age, [length * length], "int64")); // [length · length, heads]
  return reshape(transpose(ofPairs, [1, 0]), [1, HEADS, length, length]);
}
