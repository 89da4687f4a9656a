import { dense } from "#tensor/layers/dense.js";
import { scalar } from "#tensor/leaves.js";
import { add, mul, relu, sub } from "#tensor/ops/elementwise.js";
import { concat, pad, reshape, slice, transpose } from "#tensor/ops/movement.js";
import { reduceMax } from "#tensor/ops/reduce.js";
import type { Tensor } from "#tensor/tensor.js";
import { neuralClassifier } from "./neural-classifier.js";
import type { TextEncoder } from "./text-network.js";

const WINDOWS = [2, 3, 4];
const FILTERS = 96;

/**
 * Filters over two to four subwords, of each the strongest answer anywhere in the text: n-grams that are alike to those
 * that were learned count as they do. One text a row.
 *
 * Source: Kim (2014), Convolutional neural networks for sentence classification, EMNLP.
 */
export const convolutions: TextEncoder = {
  name: "convolutions",
  pooled(x, segment, scope) {
    const present = reshape(transpose(segment, [1, 0]), [...segment.shape.toReversed(), 1]); // [length, batch, 1]
    const inside = mul(x, present);
    const away = mul(sub(present, scalar(1)), scalar(1e9));
    const strongest = WINDOWS.map((window) => {
      const seen = concat(
        Array.from({ length: window }, (_, place) => ahead(inside, place)),
        2,
      ); // [length, batch, window · width]
      const width = Number(seen.shape[2]);
      const found = dense(FILTERS).call(reshape(seen, [-1, width]), scope.within(`window ${window}`));
      return relu(reduceMax(add(reshape(found, [...x.shape.slice(0, 2), FILTERS]), away), [0])); // [batch, filters]
    });
    const all = concat(strongest, 1);
    return reshape(all, [all.shape[0] ?? 1, 1, WINDOWS.length * FILTERS]);
  },
};

export const textcnn = neuralClassifier("textcnn", convolutions, {
  subwords: 6000,
  width: 96,
  length: 64,
  segments: 1,
  dropout: 0.4,
  batchTokens: 4096,
  leastTexts: 1000, // fewer teach a network nothing that counting would not find sooner
  rate: 2e-3,
  epochs: 5,
});

/** What stands so many places further on; zeros beyond the end. */
function ahead(x: Tensor, places: number): Tensor {
  if (places === 0) return x;
  const length = Number(x.shape[0]);
  return pad(slice(x, [places], [length], [0]), [0, 0, 0, places, 0, 0]);
}
