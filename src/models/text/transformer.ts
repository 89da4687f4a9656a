import { dense } from "#tensor/layers/dense.js";
import { layerNorm } from "#tensor/layers/layer-norm.js";
import { transformerBlock } from "#tensor/layers/transformer-block.js";
import { constant, scalar } from "#tensor/leaves.js";
import { add, cast, div, equal, max, mul, sub, where } from "#tensor/ops/elementwise.js";
import { gather } from "#tensor/ops/gather.js";
import { matMul } from "#tensor/ops/matrix.js";
import { concat, pad, reshape, slice, transpose } from "#tensor/ops/movement.js";
import { reduceMean, reduceSum, softmax } from "#tensor/ops/reduce.js";
import type { Scope } from "#tensor/scope.js";
import type { Tensor } from "#tensor/tensor.js";
import { neuralClassifier } from "./neural-classifier.js";
import { placesOf, type ReaderSettings, type TextEncoder } from "./text-network.js";

const BLOCKS = 2;
const HEADS = 4;
/** Places further apart than this are as far as each other. */
const FARTHEST = 24;

/**
 * Every word looks at all others of its text. Each is first joined with its neighbours, so that "not good" is seen as one
 * before attention begins; how far apart two places are adds a learned amount to the attention's scores, so that texts
 * can stand anywhere in a row.
 *
 * Source: Devlin et al. (2019), BERT, NAACL, for pre-training by masked words; Raffel et al. (2020), JMLR 21(140), §2.1, for
 * the distances; Xiong et al. (2020), arXiv:2002.04745, for norms before the parts; Gulati et al. (2020), Conformer, for
 * neighbours joined by a convolution; Yang et al. (2016), Hierarchical attention networks, for the weighted mean.
 */
export const selfAttention: TextEncoder = {
  name: "self-attention",
  hidden: (x, segment, scope, settings) => encoded(x, segment, scope, settings).hidden,
  pooled(x, segment, scope, settings) {
    const { hidden } = encoded(x, segment, scope, settings);
    const { telling, even } = means(hidden, segment, scope.within("pool"), settings);
    return concat([telling.mean, even.mean], 2); // [batch, segments, 2 · width]
  },
  looks(x, segment, scope, settings) {
    const { hidden, weights } = encoded(x, segment, scope, settings);
    const { telling, even } = means(hidden, segment, scope.within("pool"), settings);
    let share = mul(add(telling.share, even.share), scalar(0.5)); // [batch, segments, length]
    for (const ofBlock of weights.toReversed()) {
      share = mul(add(share, matMul(share, reduceMean(ofBlock, [1]))), scalar(0.5));
    }
    return share;
  },
};

export const transformer = neuralClassifier("transformer", selfAttention, {
  subwords: 6000,
  width: 96,
  length: 128,
  segments: 16,
  dropout: 0.1,
  batchTokens: 4096,
  leastTexts: 1000, // fewer teach a network nothing that counting would not find sooner
  rate: 1.5e-3,
  pretraining: { epochs: 10, rate: 3e-3 },
  epochs: 2, // a third learns the texts by heart
});

/** @returns hidden [length, batch, width], and each block's weights [batch, heads, query, key] */
function encoded(x: Tensor, segment: Tensor, scope: Scope, { length, width, dropout }: ReaderSettings) {
  let y = add(x, neighbours(x, segment, scope.within("neighbours")));
  const own = ownOnly(segment);
  const weights: Tensor[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const within = scope.within(`block ${block}`);
    const bias = add(own, distanceBias(within, length));
    const done = transformerBlock(y, within, { heads: HEADS, bias, hidden: 2 * width, activation: "relu", dropout });
    weights.push(done.weights);
    y = done.y;
  }
  return { hidden: layerNorm().call(y, scope.within("norm")), weights };
}

/** What stands before and after each place, where that is of the same text, made one vector: as wide as the place's own. */
function neighbours(x: Tensor, segment: Tensor, scope: Scope): Tensor {
  const segments = transpose(segment, [1, 0]); // [length, batch]
  const sides = [moved(x, segments, 1), moved(x, segments, -1)];
  const seen = concat([x, ...sides], 2); // [length, batch, 3 · width]
  const width = Number(x.shape[2]);
  return reshape(dense(width).call(reshape(seen, [-1, 3 * width]), scope), x.shape);
}

/** @param by 1: what stands before each place; −1: what stands after */
function moved(x: Tensor, segments: Tensor, by: 1 | -1): Tensor {
  const move = (one: Tensor) => {
    const length = Number(one.shape[0]);
    const rank = one.shape.length;
    const around = new Array<number>(2 * rank).fill(0);
    around[by === 1 ? 0 : rank] = 1;
    return pad(by === 1 ? slice(one, [0], [length - 1], [0]) : slice(one, [1], [length], [0]), around);
  };
  const isOwn = cast(equal(segments, move(segments)), "float32"); // [length, batch]
  return mul(move(x), reshape(isOwn, [...segments.shape, 1]));
}

/** 0 between places of one text, far below zero between others': [batch, 1, length, length]. */
function ownOnly(segment: Tensor): Tensor {
  const [batch = 1, length = 1] = segment.shape;
  const isOwn = equal(reshape(segment, [batch, 1, length, 1]), reshape(segment, [batch, 1, 1, length]));
  return where(isOwn, scalar(0), scalar(-1e9));
}

/** A learned amount for every distance, before or behind, and head: [1, heads, query, key]. */
function distanceBias(scope: Scope, length: number): Tensor {
  const amounts = scope.parameter("distances", [2 * FARTHEST + 1, HEADS], { name: "zeros" }, { decays: false });
  const distance = Int32Array.from({ length: length * length }, (_, i) => {
    const apart = (i % length) - Math.floor(i / length);
    return FARTHEST + Math.max(-FARTHEST, Math.min(FARTHEST, apart));
  });
  const ofPairs = gather(amounts, constant(distance, [length * length], "int64")); // [length · length, heads]
  return reshape(transpose(ofPairs, [1, 0]), [1, HEADS, length, length]);
}

/** A mean over the places of each text [batch, segments, width], and what each place has in it [batch, segments, length]. */
interface Mean {
  readonly mean: Tensor;
  readonly share: Tensor;
}

/** Of the places of each text their mean weighted by what is learned to tell, and their even one. */
function means(
  hidden: Tensor,
  segment: Tensor,
  scope: Scope,
  settings: ReaderSettings,
): Readonly<Record<"telling" | "even", Mean>> {
  const isThere = placesOf(segment, settings); // [batch, segments, length]
  const byRow = transpose(hidden, [1, 0, 2]); // [batch, length, width]
  const scores = dense(1).call(byRow, scope.within("telling")); // [batch, length, 1]
  const away = mul(sub(isThere, scalar(1)), scalar(1e9));
  const telling = softmax(add(away, transpose(scores, [0, 2, 1])));
  const even = div(isThere, max(reduceSum(isThere, [2], { keep: true }), scalar(1)));
  return {
    telling: { mean: matMul(telling, byRow), share: telling },
    even: { mean: matMul(even, byRow), share: even },
  };
}
